package io.neiqin.platform.command;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * A command's answer as it is sent and, under an idempotency key, kept.
 *
 * @param eventVersion of the last event it caused; 0 when it caused none
 * @param location of a created resource, else null
 * @param body JSON text
 * @param replayed whether it was given before
 */
record Reply(int status, String etag, long eventVersion, String location, String body, boolean replayed) {

    /** The same after an event of this version was told. */
    Reply telling(long version) {
        return new Reply(status, etag, version, location, body, replayed);
    }

    Response toResponse() {
        var response =
                Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(body);
        response.header("ETag", etag);
        if (eventVersion > 0) {
            response.header("Event-Version", eventVersion);
        }
        if (location != null) {
            response.header("Location", location);
        }
        if (replayed) {
            response.header("Idempotent-Replay", "true");
        }
        return response.build();
    }
}
