package io.neiqin.platform.file;

import io.neiqin.platform.database.TransactionSql;
import io.neiqin.platform.http.Aside;
import io.neiqin.platform.problem.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.enterprise.context.ApplicationScoped;

/** Holds stored files against the sweep while the rows that need them are being written. */
@ApplicationScoped
public class FileUses {

    /** Shared by those who write rows; the sweep takes it alone, and removes only while it has it. */
    private static final String HOLD =
            "select pg_try_advisory_xact_lock_shared(hashtextextended('stored-file ' || $1, 0)) as held";

    static final String ALONE = "select pg_try_advisory_xact_lock(hashtextextended('stored-file ' || ?, 0)) as held";

    private final FileStore store;

    FileUses(FileStore store) {
        this.store = store;
    }

    /**
     * Before a row with this hash is written, in its transaction: the sweep leaves the content alone until the commit, and
     * sees the row afterwards. Refuses with 503 {@code file-swept} where the sweep was first: the content is to be put again.
     */
    public Uni<Void> keep(String sha256) {
        return Panache.getSession()
                .flatMap(session -> TransactionSql.select(session, HOLD, sha256))
                .map(Unchecked.function(row -> row.next() && row.getBoolean("held")))
                .flatMap(held -> held
                        ? Aside.run(() -> store.has(sha256))
                        : Uni.createFrom().item(false))
                .invoke(kept -> {
                    if (!kept) {
                        throw Problem.unavailable("file-swept");
                    }
                })
                .replaceWithVoid();
    }
}
