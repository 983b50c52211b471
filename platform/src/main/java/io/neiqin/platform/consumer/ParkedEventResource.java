package io.neiqin.platform.consumer;

import io.neiqin.platform.http.Page;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.problem.Problem;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** Events that have not taken effect yet, for those who run the system. A replay repeated changes nothing. */
@Path("/parked-events")
@RolesAllowed({Roles.SYSTEM_ADMIN, Roles.SYSTEM})
public class ParkedEventResource {

    private final List<EventConsumer> consumers;

    public ParkedEventResource(@All List<EventConsumer> consumers) {
        this.consumers = consumers;
    }

    /** @param cause why it cannot be applied, or that it waits for an earlier one */
    public record ParkedEventView(
            String consumer, UUID aggregateId, long version, String type, String cause, Instant parkedAt) {}

    /** The oldest first. */
    public record ParkedEventList(List<ParkedEventView> items) {}

    /** @param released how many events have been applied */
    public record Replayed(int released) {}

    @GET
    public Uni<ParkedEventList> list(@QueryParam("consumer") String name, @QueryParam("limit") Integer limit) {
        int most = Page.limit(limit);
        return Multi.createFrom()
                .iterable(name == null ? consumers : List.of(named(name)))
                .onItem()
                .transformToUniAndConcatenate(consumer -> consumer.parked(most).map(events -> views(consumer, events)))
                .collect()
                .asList()
                .map(lists -> new ParkedEventList(lists.stream()
                        .flatMap(List::stream)
                        .sorted(Comparator.comparing(ParkedEventView::parkedAt))
                        .limit(most)
                        .toList()));
    }

    @POST
    @Path("/{consumer}/{aggregateId}/replay")
    public Uni<Replayed> replay(String consumer, UUID aggregateId) {
        return named(consumer)
                .replay(aggregateId)
                .map(released ->
                        released.map(Replayed::new).orElseThrow(() -> Problem.notFound("parked-event", aggregateId)));
    }

    private EventConsumer named(String name) {
        return consumers.stream()
                .filter(consumer -> consumer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("consumer", name));
    }

    private static List<ParkedEventView> views(EventConsumer consumer, List<EventConsumer.ParkedEvent> events) {
        return events.stream()
                .map(event -> new ParkedEventView(
                        consumer.name(),
                        event.aggregateId(),
                        event.version(),
                        event.type(),
                        event.cause(),
                        event.parkedAt()))
                .toList();
    }
}
