package io.neiqin.admin.lock;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Lets one transaction at a time change a structure that spans many rows, as a tree does: two changes, each right by
 * itself, could be wrong together. Such changes are rare, so they may wait for each other.
 */
@ApplicationScoped
public class Locks {

    // Cast to text: the function returns void, which no result type stands for.
    private static final String TAKE = "select cast(pg_advisory_xact_lock(hashtextextended(:what, 0)) as text)";

    /** Waits for its turn; held until the caller's transaction ends. What is read after it is up to date. */
    public Uni<Void> take(String what) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(TAKE, String.class)
                        .setParameter("what", what)
                        .getSingleResult())
                .replaceWithVoid();
    }
}
