package io.neiqin.customer.callsheet;

import io.neiqin.customer.callday.CallDays;
import io.neiqin.platform.command.Commands;
import io.neiqin.platform.identity.CurrentActor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.json.BoundedValues;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.time.BusinessClock;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Call sheets over HTTP; a date is one of the company's days, as 2026-11-27. */
@Path("/call-sheets")
@Produces(MediaType.APPLICATION_JSON)
public class CallSheetResource {

    /** In days; a longer list is for reports. */
    private static final int LONGEST = 31;

    private final Commands commands;
    private final CallSheetService service;
    private final CurrentActor actor;
    private final BusinessClock clock;

    public CallSheetResource(
            Commands commands, CallSheetService service, CallDays callDays, CurrentActor actor, BusinessClock clock) {
        this.commands = commands.within(callDays::get);
        this.service = service;
        this.actor = actor;
        this.clock = clock;
    }

    @GET
    @Path("/{date}")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @Operation(
            summary = "The calls of a day against what is expected",
            description = "Of one person with employeeNo; without, of each telemarketer in the caller's scope.")
    public Uni<CallSheets> ofDay(String date, @QueryParam("employeeNo") String employeeNo) {
        LocalDate day = day(date);
        boolean all = employeeNo == null || employeeNo.isBlank();
        return (all ? service.ofAll(day, actor.get()) : service.of(employeeNo, day, actor.get())).map(CallSheets::new);
    }

    @GET
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @Operation(
            summary = "Call sheets between two days, submitted or missing",
            description =
                    "The last week when no day is given, 31 days at most; the last ones first, without their calls."
                            + " submitted=false: the working days that nobody has reported yet.")
    public Uni<CallSheets> list(
            @QueryParam("from") LocalDate from,
            @QueryParam("to") LocalDate to,
            @QueryParam("employeeNo") String employeeNo,
            @QueryParam("submitted") Boolean submitted) {
        LocalDate last = to == null ? clock.today() : to;
        LocalDate first = from == null ? last.minusDays(6) : from;
        if (first.isAfter(last) || first.plusDays(LONGEST).isBefore(last)) {
            throw Problem.badRequest("call-sheet-period-invalid", LONGEST);
        }
        String whose = employeeNo == null || employeeNo.isBlank() ? null : employeeNo;
        return service.between(first, last, whose, submitted, actor.get()).map(CallSheets::new);
    }

    @POST
    @Path("/{date}/submit")
    @RolesAllowed(Roles.TELESALES)
    @Operation(summary = "Reports the caller's own sheet to his superior")
    @APIResponseSchema(CallSheetView.Submitted.class)
    public Uni<Response> submit(String date, @NotNull @Valid Remarks request) {
        LocalDate day = day(date);
        return commands.run(
                request, context -> service.submit(day, request.remarks(), context), CallSheetView.Submitted::of);
    }

    @POST
    @Path("/{date}/acknowledge")
    @RolesAllowed({Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER, Roles.SALES_DIRECTOR})
    @APIResponseSchema(CallSheetView.Submitted.class)
    public Uni<Response> acknowledge(String date, @NotNull @Valid Acknowledgement request) {
        LocalDate day = day(date);
        return commands.run(
                request,
                context -> service.acknowledge(day, request.employeeNo(), request.comment(), context),
                CallSheetView.Submitted::of);
    }

    private static LocalDate day(String date) {
        return BoundedValues.day(date).orElseThrow(() -> Problem.badRequest("parameter-invalid", "date", date));
    }

    /** What the telemarketer says to his day. */
    public record Remarks(@Size(max = 1000) String remarks) {}

    /** What his superior says to it. */
    public record Acknowledgement(
            @NotBlank @Size(max = 40) String employeeNo,
            @Size(max = 1000) String comment) {}

    /** Call sheets of several people or days. */
    public record CallSheets(@NotNull List<CallSheetView> items) {}
}
