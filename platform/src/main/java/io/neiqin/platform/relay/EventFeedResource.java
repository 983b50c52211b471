package io.neiqin.platform.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.neiqin.platform.event.EventCodec;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.identity.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * The event log over HTTP, also while the broker is down: for machine accounts only, and for none with a scope, which
 * would tear holes into it. Each item is a CloudEvent in structured form.
 */
@Path("/events")
@RolesAllowed(Roles.EVENT_FEED)
public class EventFeedResource {

    private final EventLog log;
    private final EventCodec codec;
    private final String source;

    public EventFeedResource(
            EventLog log, EventCodec codec, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.log = log;
        this.codec = codec;
        this.source = "/neiqin/" + service;
    }

    /**
     * A page after a position, or one aggregate's history from a version on. {@code nextCursor} is the position (or
     * version) to go on from; it is there also on a page that is not full, so that a follower can poll. Large events make
     * a page shorter than its limit: only an empty one is the end.
     */
    @GET
    @Blocking
    @Operation(operationId = "listEvents")
    public EventPage events(
            @QueryParam("after") @DefaultValue("0") long after,
            @QueryParam("aggregate") UUID aggregate,
            @QueryParam("fromVersion") @DefaultValue("1") long fromVersion,
            @QueryParam("limit") Integer limit)
            throws SQLException, JsonProcessingException {
        int size = Page.limit(limit);
        List<LoggedEvent> events =
                aggregate == null ? log.after(after, size) : log.ofAggregate(aggregate, fromVersion, size);
        List<Map<String, Object>> items = new ArrayList<>();
        for (LoggedEvent event : events) {
            Map<String, Object> item = new LinkedHashMap<>(event.attributes(source));
            JsonNode data = codec.json().readTree(event.payload());
            item.put("data", data);
            items.add(item);
        }
        LoggedEvent last = events.isEmpty() ? null : events.get(events.size() - 1);
        long here = aggregate == null ? after : fromVersion;
        long next = last == null ? here : aggregate == null ? last.position() : last.aggregateVersion() + 1;
        return new EventPage(items, Long.toString(next));
    }

    /** @param items CloudEvents in structured form */
    public record EventPage(
            List<Map<String, Object>> items, @NotNull String nextCursor) {}
}
