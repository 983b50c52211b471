package io.neiqin.benchmarks;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Ids that rise with time, as the services' own do: random ones would cost the indexes more. */
public final class FreshIds {

    private FreshIds() {}

    /** A UUID of version 7 as text. */
    public static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = System.currentTimeMillis() << 16 | 0x7000 | random.nextInt(1 << 12);
        long low = 0x8000000000000000L | random.nextLong() >>> 2;
        return new UUID(high, low).toString();
    }
}
