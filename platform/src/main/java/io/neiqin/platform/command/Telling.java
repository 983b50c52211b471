package io.neiqin.platform.command;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/** Events that a command tells at its end. */
@FunctionalInterface
public interface Telling {

    /**
     * Writes them, and with them, in the same statement, what is kept; returns the version of the last one.
     *
     * @param kept {@link Kept#NOTHING} for nothing
     */
    Uni<Long> write(Mutiny.Session session, Kept kept);
}
