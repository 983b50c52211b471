package io.neiqin.journeys.load;

import java.util.UUID;

/**
 * What somebody wants done, under one idempotency key however often it is sent. The key is also its request id, so that
 * each event names the command that caused it, and the remark of an order's content.
 *
 * @param order null for a create
 * @param ifMatch the ETag that he had seen; null when not sent
 * @param body JSON text; null for none
 */
public record Command(String key, Verb verb, UUID order, String who, String ifMatch, String body) {

    String method() {
        return verb == Verb.EDIT ? "PUT" : "POST";
    }

    String path() {
        String path = "/api/orders/orders" + (order == null ? "" : "/" + order);
        return verb.path() == null ? path : path + "/" + verb.path();
    }
}
