package io.neiqin.platform.importing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What records of one file claim for themselves alone, so that a dry run knows of it, which stores nothing. For several
 * threads: a record that could not be stored is planned again beside the others.
 */
public final class Claims {

    private final Map<String, String> taken = new ConcurrentHashMap<>();

    /**
     * Whether nobody else of the file has it; asked again by the same record, it is still its own.
     *
     * @param what with its value, as {@code uscc 913100…}
     * @param key of the record
     */
    public boolean isFirst(String what, String key) {
        String before = taken.putIfAbsent(what, key);
        return before == null || before.equals(key);
    }
}
