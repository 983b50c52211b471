package io.neiqin.platform.file;

import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Removes stored files that no row needs: their row was taken away, or never written because of a crash. Who puts a content
 * makes it young, and whoever writes a row holds it ({@link FileUses}); what is neither young nor held nor needed goes. Ages
 * are by the clock of the machine, as the store's own are: a company's clock may be steered.
 */
@ApplicationScoped
public class FileSweep {

    private static final Logger LOG = Logger.getLogger(FileSweep.class);
    private static final int AT_ONCE = 500;

    private final FileStore store;
    private final DataSource database;
    private final List<FileUse> uses;
    private final FileSettings settings;

    FileSweep(FileStore store, DataSource database, @All List<FileUse> uses, FileSettings settings) {
        this.store = store;
        this.database = database;
        this.uses = uses;
        this.settings = settings;
    }

    @Scheduled(every = "{neiqin.files.sweep-every}", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        try {
            int removed = run(Instant.now().minus(settings.sweepGrace()));
            if (removed > 0) {
                LOG.infof("%d stored files that nothing needs were removed", removed);
            }
        } catch (RuntimeException | SQLException later) {
            LOG.warnf("stored files wait for the next sweep: %s", later.getMessage());
        }
    }

    /**
     * Blocking.
     *
     * @param putBefore what was put later stays, needed or not
     * @return how many were removed
     */
    public int run(Instant putBefore) throws SQLException {
        List<String> old = new ArrayList<>();
        store.each(held -> {
            if (held.putAt().isBefore(putBefore)) {
                old.add(held.sha256());
            }
        });
        int removed = 0;
        for (int from = 0; from < old.size(); from += AT_ONCE) {
            removed += removeUnneeded(old.subList(from, Math.min(old.size(), from + AT_ONCE)));
        }
        return removed;
    }

    private int removeUnneeded(List<String> batch) throws SQLException {
        try (Connection connection = database.getConnection()) {
            Set<String> unneeded = new HashSet<>(batch);
            unneeded.removeAll(needed(connection, batch));
            connection.setAutoCommit(false);
            int removed = 0;
            for (String sha256 : unneeded) {
                // Again, alone with it: a row may have come meanwhile.
                if (isAlone(connection, sha256)
                        && needed(connection, List.of(sha256)).isEmpty()) {
                    store.remove(sha256);
                    removed++;
                }
                connection.commit();
            }
            connection.setAutoCommit(true);
            return removed;
        }
    }

    /** For longer than a store may take to remove it: a server that ends an idle transaction would give the lock away. */
    private static boolean isAlone(Connection connection, String sha256) throws SQLException {
        try (Statement patience = connection.createStatement()) {
            patience.execute("set local idle_in_transaction_session_timeout = '3min'");
        }
        try (PreparedStatement lock = connection.prepareStatement(FileUses.ALONE)) {
            lock.setString(1, sha256);
            try (ResultSet row = lock.executeQuery()) {
                return row.next() && row.getBoolean("held");
            }
        }
    }

    private Set<String> needed(Connection connection, Collection<String> hashes) throws SQLException {
        Set<String> needed = new HashSet<>();
        for (FileUse use : uses) {
            try (PreparedStatement query = connection.prepareStatement(use.query())) {
                query.setArray(1, connection.createArrayOf("text", hashes.toArray()));
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        needed.add(rows.getString(1));
                    }
                }
            }
        }
        return needed;
    }
}
