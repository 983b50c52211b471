package io.neiqin.platform.consumer;

import io.neiqin.platform.consumer.EventConsumer.Discard;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.identity.CurrentActor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.problem.Problem;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Events that have not taken effect yet, for those who run the system. A replay repeated changes nothing. */
@Path("/parked-events")
@RolesAllowed({Roles.SYSTEM_ADMIN, Roles.SYSTEM})
public class ParkedEventResource {

    private final List<EventConsumer> consumers;
    private final ParkedEvents parked;
    private final DiscardedEvents discarded;
    private final GivenUpEvents givenUp;
    private final CurrentActor actor;

    ParkedEventResource(
            @All List<EventConsumer> consumers,
            ParkedEvents parked,
            DiscardedEvents discarded,
            GivenUpEvents givenUp,
            CurrentActor actor) {
        this.consumers = consumers;
        this.parked = parked;
        this.discarded = discarded;
        this.givenUp = givenUp;
        this.actor = actor;
    }

    /** @param cause why it cannot be applied, or that it waits for an earlier one */
    public record ParkedEventView(
            String consumer, UUID aggregateId, long version, String type, String cause, Instant parkedAt) {}

    /** The oldest first. */
    public record ParkedEventList(List<ParkedEventView> items) {}

    /** @param released how many events have been applied */
    public record Replayed(int released) {}

    /** @param forgotten how many events wait no more */
    public record Forgotten(long forgotten) {}

    /**
     * What to give up.
     *
     * @param version so that a repetition does not give up the next
     */
    public record DiscardRequest(
            @NotNull @Min(1) Long version,
            @NotBlank @Size(max = 500) String reason) {}

    /** The last ones first. */
    public record DiscardedEventList(List<DiscardedEvents.DiscardedEvent> items) {}

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

    @POST
    @Path("/{consumer}/{aggregateId}/discard")
    @Operation(
            summary = "Give up a refused event",
            description = "The event at which the aggregate stands, named by its version, has no effect here and never "
                    + "will. It is kept with who, when and why; its version counts as consumed, and what waits behind it "
                    + "goes on. There is no way back, so its producer's log is asked whether the version is its own.")
    @APIResponse(responseCode = "200", description = "how many of those behind it have been applied")
    @APIResponse(responseCode = "404", description = "nothing of this aggregate waits")
    @APIResponse(
            responseCode = "409",
            description =
                    "this version was not refused: it waits for another, or is gone; or its producer never said it")
    @APIResponse(responseCode = "422", description = "this consumer cannot do without an event")
    @APIResponse(responseCode = "503", description = "the producer does not answer")
    public Uni<Replayed> discard(String consumer, UUID aggregateId, @NotNull @Valid DiscardRequest request) {
        return givenUp.discard(named(consumer), aggregateId, request.version(), discard(request))
                .flatMap(released -> released.isPresent()
                        ? Uni.createFrom().item(new Replayed(released.get()))
                        : notRefused(consumer, aggregateId, request.version()));
    }

    @POST
    @Path("/{consumer}/{aggregateId}/forget")
    @Operation(
            summary = "Forget events that their producer never said",
            description =
                    "The producer's log is asked. What waits of the aggregate, from this version on, and does not "
                            + "stand in it, being forged, or said before the producer was restored to an earlier point, is kept "
                            + "as discarded, with who, when and why; its versions stay open. What the log has from there on is "
                            + "taken.")
    @APIResponse(responseCode = "200", description = "how many wait no more")
    @APIResponse(responseCode = "404", description = "nothing waits at this version of the aggregate")
    @APIResponse(responseCode = "409", description = "the producer said it: it waits for another, or for a replay")
    @APIResponse(responseCode = "503", description = "the producer does not answer")
    public Uni<Forgotten> forget(String consumer, UUID aggregateId, @NotNull @Valid DiscardRequest request) {
        return givenUp.forget(named(consumer), aggregateId, request.version(), discard(request))
                .map(Forgotten::new);
    }

    @GET
    @Path("/discarded")
    @Operation(
            operationId = "listDiscardedEvents",
            summary = "The events that were given up, the last ones first: which, by whom, when and why")
    public Uni<DiscardedEventList> discarded(@QueryParam("consumer") String name, @QueryParam("limit") Integer limit) {
        int most = Page.limit(limit);
        String consumer = name == null ? null : named(name).name();
        return discarded.list(consumer, most).map(DiscardedEventList::new);
    }

    private Uni<Replayed> notRefused(String consumer, UUID aggregateId, long version) {
        return parked.waits(consumer, aggregateId).map(waits -> {
            throw waits
                    ? Problem.conflict("discard-not-refused", version)
                    : Problem.notFound("parked-event", aggregateId);
        });
    }

    private Discard discard(DiscardRequest request) {
        return new Discard(actor.get().employeeNo(), request.reason().strip());
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
