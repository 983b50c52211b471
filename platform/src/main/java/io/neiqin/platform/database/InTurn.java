package io.neiqin.platform.database;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** What a session does one after the other, since it does only one thing at a time. */
public final class InTurn {

    private InTurn() {}

    /** The results in the order of what they are of; the first failure ends it. */
    public static <A, B> Uni<List<B>> each(Collection<A> all, Function<A, Uni<? extends B>> work) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(work)
                .collect()
                .asList();
    }
}
