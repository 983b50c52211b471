package io.neiqin.platform.approval;

import io.neiqin.platform.approval.Approvals.Mine;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.command.Commands;
import io.neiqin.platform.history.History;
import io.neiqin.platform.history.HistoryView;
import io.neiqin.platform.http.ETags;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.http.View;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.CurrentActor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.organisation.People;
import io.neiqin.platform.problem.Messages;
import io.neiqin.platform.problem.Problem;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Requests for approval (审批) over HTTP. Who may decide is for each of them to say, not for a role. */
@Path("/approvals")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.EMPLOYEE)
public class ApprovalResource {

    private final Commands commands;
    private final Commands manyAtOnce;
    private final ApprovalService service;
    private final Approvals approvals;
    private final History history;
    private final People people;
    private final CurrentActor actor;
    private final Messages messages;

    ApprovalResource(
            Commands commands,
            ApprovalService service,
            Approvals approvals,
            History history,
            People people,
            CurrentActor actor,
            Messages messages) {
        this.commands = commands.within(approvals::get);
        this.manyAtOnce = commands;
        this.service = service;
        this.approvals = approvals;
        this.history = history;
        this.people = people;
        this.actor = actor;
        this.messages = messages;
    }

    @GET
    @WithSession
    @Operation(summary = "Requests in sight, the newest first; mine: todo, done, cc or requested")
    public Uni<Page<ApprovalView.Summary>> list(
            @QueryParam("mine") String mine,
            @QueryParam("status") String status,
            @QueryParam("kind") String kind,
            @QueryParam("subjectId") UUID subjectId,
            @BeanParam PageRequest page) {
        var wanted = new Approvals.Wanted(
                Filter.oneOf(Mine.class, "mine", mine == null ? null : mine.toUpperCase(Locale.ROOT)),
                Filter.oneOf(ApprovalStatus.class, "status", status),
                kind,
                subjectId);
        return approvals.page(wanted, actor.get(), page);
    }

    @GET
    @Path("/{id}/history")
    @WithSession
    public Uni<Page<HistoryView>> history(UUID id, @BeanParam PageRequest page) {
        return approvals.get(id, actor.get()).chain(() -> history.page(id, page));
    }

    @GET
    @Path("/{id}")
    @WithSession
    @APIResponseSchema(ApprovalView.class)
    public Uni<Response> get(UUID id) {
        return approvals
                .get(id, actor.get())
                .flatMap(this::shown)
                .map(Shown::view)
                .map(ETags::ok);
    }

    @POST
    @Path("/{id}/approve")
    @APIResponseSchema(ApprovalView.class)
    public Uni<Response> approve(UUID id, @NotNull @Valid Approve request) {
        return say(id, request.inPlaceOf(), new Say.Approve(request.contentHash(), request.comment()), request);
    }

    @POST
    @Path("/{id}/reject")
    @APIResponseSchema(ApprovalView.class)
    public Uni<Response> reject(UUID id, @NotNull @Valid Reason request) {
        return say(id, request.inPlaceOf(), new Say.Reject(request.comment()), request);
    }

    @POST
    @Path("/{id}/send-back")
    @Operation(summary = "To an earlier step, or without one to the requester")
    @APIResponseSchema(ApprovalView.class)
    public Uni<Response> sendBack(UUID id, @NotNull @Valid SendBack request) {
        return say(id, request.inPlaceOf(), new Say.SendBack(request.comment(), request.toStep()), request);
    }

    @POST
    @Path("/{id}/transfer")
    @Operation(summary = "Another decides in his place")
    @APIResponseSchema(ApprovalView.class)
    public Uni<Response> transfer(UUID id, @NotNull @Valid Transfer request) {
        return say(id, request.inPlaceOf(), new Say.Transfer(request.to(), request.comment()), request);
    }

    @POST
    @Path("/{id}/add-signers")
    @Operation(summary = "These have to approve as well")
    @APIResponseSchema(ApprovalView.class)
    public Uni<Response> addSigners(UUID id, @NotNull @Valid Signers request) {
        return say(id, request.inPlaceOf(), new Say.AddSigners(request.people()), request);
    }

    @POST
    @Path("/{id}/withdraw")
    @APIResponseSchema(ApprovalView.class)
    public Uni<Response> withdraw(UUID id) {
        return run(null, context -> service.withdraw(id, context));
    }

    @POST
    @Path("/{id}/urge")
    @Operation(summary = "Reminds those who are asked; once an hour")
    @APIResponseSchema(ApprovalView.class)
    public Uni<Response> urge(UUID id) {
        return run(null, context -> service.urge(id, context));
    }

    @POST
    @Path("/decisions")
    @Operation(operationId = "decideApprovals", summary = "Many decisions in one transaction, with a result for each")
    @APIResponseSchema(Results.class)
    public Uni<Response> decisions(@NotNull @Valid Decisions request, @HeaderParam("Accept-Language") String language) {
        return manyAtOnce.run(
                request,
                context -> service.decideAll(request.decisions(), context),
                outcomes -> Results.of(outcomes, refusal -> messages.sentence(language, refusal)));
    }

    private Uni<Response> say(UUID id, String inPlaceOf, Say say, Object request) {
        return run(request, context -> service.say(id, inPlaceOf, say, context));
    }

    private Uni<Response> run(Object request, Function<CommandContext, Uni<Approval>> work) {
        return commands.run(request, context -> work.apply(context).flatMap(this::shown), Shown::view);
    }

    private Uni<Shown> shown(Approval approval) {
        Actor caller = actor.get();
        return people.principals(caller.employeeNo())
                .flatMap(principals -> approvals
                        .dueAt(List.of(approval.id()))
                        .map(due -> new Shown(approval, caller, principals, due.get(approval.id()))));
    }

    private record Shown(Approval approval, Actor caller, List<String> principals, Instant dueAt) {
        ApprovalView view() {
            return ApprovalView.of(approval, caller, principals, dueAt);
        }
    }

    /** What somebody who is asked can say in few words. */
    public enum Word {
        APPROVE,
        REJECT
    }

    /**
     * @param contentHash of what he has seen; another content is not approved by it
     * @param inPlaceOf whose word it is, here as below; null for his own
     */
    public record Approve(
            @NotBlank @Size(max = 64) String contentHash,
            @Size(max = 500) String comment,
            @Size(max = 32) String inPlaceOf) {}

    /** Why not. */
    public record Reason(
            @NotBlank @Size(max = 500) String comment,
            @Size(max = 32) String inPlaceOf) {}

    /** @param toStep counted from 1; null for the requester */
    public record SendBack(
            @NotBlank @Size(max = 500) String comment,
            @Positive Integer toStep,
            @Size(max = 32) String inPlaceOf) {}

    /** @param to the employee number of the one who decides */
    public record Transfer(
            @NotBlank @Size(max = 32) String to,
            @Size(max = 500) String comment,
            @Size(max = 32) String inPlaceOf) {}

    /** @param people employee numbers */
    public record Signers(
            @NotEmpty @Size(max = 20) List<@NotBlank @Size(max = 32) String> people,
            @Size(max = 32) String inPlaceOf) {}

    public record Decisions(@NotEmpty @Size(max = 100) List<@NotNull @Valid Decision> decisions) {}

    /**
     * @param contentHash of what he has seen, where he approves
     * @param comment why not, where he rejects
     */
    public record Decision(
            @NotNull UUID id,
            @NotNull Word decision,
            @Size(max = 64) String contentHash,
            @Size(max = 500) String comment,
            @Size(max = 32) String inPlaceOf) {

        Say said() {
            return decision == Word.APPROVE ? new Say.Approve(contentHash, comment) : new Say.Reject(comment);
        }
    }

    /**
     * What came of many decisions.
     *
     * @param id of this call
     */
    public record Results(UUID id, int version, List<Result> results) implements View {

        static Results of(List<ApprovalService.Outcome> outcomes, Function<Problem, String> words) {
            return new Results(
                    Uuid7.next(),
                    0,
                    outcomes.stream().map(outcome -> Result.of(outcome, words)).toList());
        }
    }

    /**
     * @param status where the approval stands now; null where the decision was refused
     * @param code of the refusal, with its sentence; null where it was taken
     */
    public record Result(UUID id, ApprovalStatus status, String code, String detail) {

        private static Result of(ApprovalService.Outcome outcome, Function<Problem, String> words) {
            Problem refusal = outcome.refusal();
            return refusal == null
                    ? new Result(outcome.id(), outcome.approval().status(), null, null)
                    : new Result(outcome.id(), null, refusal.code(), words.apply(refusal));
        }
    }
}
