package io.neiqin.platform.relay;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Which instance relays: a row with an owner, an end by the database's clock, and an epoch that every write of the
 * relay checks. Not an advisory lock, which a connection pooler could share or lose.
 */
@ApplicationScoped
public class RelayLease {

    /** One instance's time as the relay. */
    public record Term(String owner, long epoch) {}

    /** Another instance has taken over: whoever learns it ends his term. */
    static final class Lost extends Exception {
        Lost() {
            super("another instance relays now", null, false, false);
        }
    }

    private static final String OBTAIN = """
            update relay set owner = ?, epoch = epoch + 1, expires_at = now() + interval '10 seconds'
            where expires_at < now() or owner = ? returning epoch""";

    private static final String RENEW = """
            update relay set expires_at = now() + interval '10 seconds' where owner = ? and epoch = ?""";

    private static final String RELEASE = "update relay set expires_at = '-infinity' where owner = ? and epoch = ?";

    private final DataSource database;
    private final String me = UUID.randomUUID().toString();

    public RelayLease(DataSource database) {
        this.database = database;
    }

    /** A new term; empty while another instance holds one. After a failure one's own lease need not be waited for. */
    Optional<Term> obtain() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(OBTAIN)) {
            statement.setString(1, me);
            statement.setString(2, me);
            var rows = statement.executeQuery();
            return rows.next() ? Optional.of(new Term(me, rows.getLong(1))) : Optional.empty();
        }
    }

    /** Prolongs the term; false when another instance has taken over. */
    boolean renew(Term term) throws SQLException {
        return update(RENEW, term);
    }

    void release(Term term) throws SQLException {
        update(RELEASE, term);
    }

    private boolean update(String sql, Term term) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, term.owner());
            statement.setLong(2, term.epoch());
            return statement.executeUpdate() > 0;
        }
    }
}
