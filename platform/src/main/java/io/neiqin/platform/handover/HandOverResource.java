package io.neiqin.platform.handover;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.command.Commands;
import io.neiqin.platform.handover.HandOvers.Mine;
import io.neiqin.platform.history.History;
import io.neiqin.platform.history.HistoryView;
import io.neiqin.platform.http.ETags;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.http.View;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.CurrentActor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.organisation.People;
import io.neiqin.platform.time.BusinessClock;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Hand-overs (交接) over HTTP. Who has to answer is for each of them to say, not for a role. */
@Path("/hand-overs")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.EMPLOYEE)
public class HandOverResource {

    private final Commands commands;
    private final HandOverService service;
    private final HandOvers handOvers;
    private final History history;
    private final People people;
    private final CurrentActor actor;
    private final BusinessClock clock;

    HandOverResource(
            Commands commands,
            HandOverService service,
            HandOvers handOvers,
            History history,
            People people,
            CurrentActor actor,
            BusinessClock clock) {
        this.commands = commands.within(handOvers::get);
        this.service = service;
        this.handOvers = handOvers;
        this.history = history;
        this.people = people;
        this.actor = actor;
        this.clock = clock;
    }

    @GET
    @WithSession
    @Operation(summary = "Hand-overs in sight, the newest first; mine: todo or any")
    public Uni<Page<HandOverView>> list(
            @QueryParam("mine") String mine,
            @QueryParam("open") Boolean open,
            @QueryParam("kind") String kind,
            @QueryParam("subjectId") UUID subjectId,
            @BeanParam PageRequest page) {
        var wanted = new HandOvers.Wanted(
                Filter.oneOf(Mine.class, "mine", mine == null ? null : mine.toUpperCase(Locale.ROOT)),
                open,
                kind,
                subjectId);
        return handOvers
                .page(wanted, actor.get(), page)
                .flatMap(found ->
                        light(found.items()).map(light -> found.map(handOver -> new Shown(handOver, light).view())));
    }

    @GET
    @Path("/{id}/history")
    @WithSession
    public Uni<Page<HistoryView>> history(UUID id, @BeanParam PageRequest page) {
        return handOvers.get(id, actor.get()).chain(() -> history.page(id, page));
    }

    @GET
    @Path("/{id}")
    @WithSession
    @APIResponseSchema(HandOverView.class)
    public Uni<Response> get(UUID id) {
        return handOvers
                .get(id, actor.get())
                .flatMap(this::shown)
                .map(Shown::view)
                .map(ETags::ok);
    }

    @POST
    @Operation(summary = "Asks somebody about something that the caller sees")
    @APIResponseSchema(value = HandOverView.class, responseCode = "201")
    public Uni<Response> ask(@NotNull @Valid Question request) {
        return commands.create(
                request,
                context -> service.ask(
                                request.subject().type(),
                                request.subject().id(),
                                request.toNo(),
                                request.words(),
                                context)
                        .flatMap(this::shown),
                Shown::view);
    }

    @POST
    @Path("/{id}/answer")
    @APIResponseSchema(HandOverView.class)
    public Uni<Response> answer(UUID id, @NotNull @Valid Words request) {
        return run(request, context -> service.answer(id, request.words(), context));
    }

    @POST
    @Path("/{id}/pass-on")
    @Operation(summary = "Another has to answer; the time goes on")
    @APIResponseSchema(HandOverView.class)
    public Uni<Response> passOn(UUID id, @NotNull @Valid PassOn request) {
        return run(request, context -> service.passOn(id, request.toNo(), request.words(), context));
    }

    @POST
    @Path("/{id}/withdraw")
    @Operation(summary = "Whoever has asked does not need it any more")
    @APIResponseSchema(HandOverView.class)
    public Uni<Response> withdraw(UUID id, @NotNull @Valid Words request) {
        return run(request, context -> service.withdraw(id, request.words(), context));
    }

    private Uni<Response> run(Object request, Function<CommandContext, Uni<HandOver>> work) {
        return commands.run(request, context -> work.apply(context).flatMap(this::shown), Shown::view);
    }

    private Uni<Shown> shown(HandOver handOver) {
        return light(List.of(handOver)).map(light -> new Shown(handOver, light));
    }

    /** What hand-overs are shown in: who asks, for whom he stands in, what time it is, and by when each is due. */
    private record Light(Actor caller, List<String> principals, Instant now, Map<UUID, Instant> due) {}

    private Uni<Light> light(List<HandOver> shown) {
        Actor caller = actor.get();
        return people.principals(caller.employeeNo())
                .flatMap(principals -> handOvers
                        .dueAt(shown.stream().map(HandOver::id).toList())
                        .map(due -> new Light(caller, principals, clock.now(), due)));
    }

    private record Shown(HandOver handOver, Light light) {
        HandOverView view() {
            return HandOverView.of(
                    handOver,
                    light.caller(),
                    light.principals(),
                    light.now(),
                    light.due().get(handOver.id()));
        }
    }

    /**
     * @param toNo the employee number of the one who has to answer
     * @param words what is wanted of him
     */
    public record Question(
            @NotNull @Valid About subject,
            @NotBlank @Size(max = 40) String toNo,
            @NotBlank @Size(max = 2000) String words) {}

    /** @param type of the aggregate, as {@code order} */
    public record About(
            @NotBlank @Size(max = 40) String type, @NotNull UUID id) {}

    /** What he has to say to it. */
    public record Words(@NotBlank @Size(max = 2000) String words) {}

    /**
     * @param toNo the employee number of the one who has to answer
     * @param words what is wanted of him
     */
    public record PassOn(
            @NotBlank @Size(max = 40) String toNo,
            @NotBlank @Size(max = 2000) String words) {}

    /**
     * A hand-over as it is shown.
     *
     * @param ownerNo who has to answer; null once it is answered
     * @param dueAt by when he has to; null once it is answered
     * @param links through whose hands it has gone, the first one first
     * @param held how long each department has had it, until now where it is open
     */
    public record HandOverView(
            UUID id,
            int version,
            String kind,
            HandOver.Subject subject,
            String ownerNo,
            Instant dueAt,
            List<Chain.Link> links,
            Chain.Answer answer,
            List<Chain.Held> held,
            List<String> allowedActions)
            implements View {

        static HandOverView of(HandOver handOver, Actor caller, List<String> principals, Instant now, Instant dueAt) {
            Chain chain = handOver.chain();
            return new HandOverView(
                    handOver.id(),
                    handOver.version(),
                    handOver.kind(),
                    handOver.subject(),
                    handOver.ownerNo(),
                    dueAt,
                    chain.links(),
                    chain.answer(),
                    chain.held(now),
                    handOver.actionsFor(caller, principals));
        }
    }
}
