package io.neiqin.platform.id;

import java.util.UUID;
import org.hibernate.id.uuid.UuidVersion7Strategy;

/** Ids that sort by the time of their making (UUID version 7, RFC 9562). */
public final class Uuid7 {

    private Uuid7() {}

    public static UUID next() {
        return UuidVersion7Strategy.INSTANCE.generateUuid(null);
    }
}
