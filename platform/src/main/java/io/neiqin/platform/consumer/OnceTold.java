package io.neiqin.platform.consumer;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What fails again and again is logged when it begins: it is no news at every try. */
final class OnceTold {

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** Whether it was well before. */
    boolean isNews(String name) {
        return told.add(name);
    }

    /** It is well again, so that the next failure is news. */
    void over(String name) {
        told.remove(name);
    }
}
