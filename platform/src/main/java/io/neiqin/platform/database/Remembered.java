package io.neiqin.platform.database;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What nearly every command reads and few ever change, remembered for a second, so that a busy service reads it once
 * and not a thousand times. What is read goes by the caller's transaction: a second connection per command could starve
 * the pool, and waiting for what another command reads would go on in that one's thread. Entities in here belong to a
 * session that is over: they are read and never changed.
 *
 * @param <K> by what it is found
 * @param <V> what is found; what is not there is not remembered
 */
public final class Remembered<K, V> {

    private static final Duration KEPT = Duration.ofSeconds(1);
    private static final int MOST = 10_000;

    private final Cache<K, V> known =
            Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(MOST).build();

    /** The value of a key, read when it is not remembered; null when there is none. */
    public Uni<V> get(K key, Function<K, Uni<V>> read) {
        V remembered = known.getIfPresent(key);
        return remembered != null
                ? Uni.createFrom().item(remembered)
                : read.apply(key).invoke(found -> {
                    if (found != null) {
                        known.put(key, found);
                    }
                });
    }

    /** The values of several keys, those not remembered in one read; a key without a value is absent. */
    public Uni<Map<K, V>> all(Collection<K> keys, Function<Set<K>, Uni<Map<K, V>>> read) {
        Map<K, V> values = new HashMap<>(known.getAllPresent(keys));
        Set<K> missing = new HashSet<>(keys);
        missing.removeAll(values.keySet());
        if (missing.isEmpty()) {
            return Uni.createFrom().item(values);
        }
        return read.apply(missing).map(found -> {
            known.putAll(found);
            values.putAll(found);
            return values;
        });
    }

    /** Said by whoever changes one, so that this instance sees the change at once. */
    public void forget(K key) {
        known.invalidate(key);
    }

    public void forgetAll() {
        known.invalidateAll();
    }
}
