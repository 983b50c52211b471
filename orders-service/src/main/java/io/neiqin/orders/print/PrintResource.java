package io.neiqin.orders.print;

import io.neiqin.orders.order.OrderView;
import io.neiqin.orders.order.Orders;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.CurrentActor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.problem.Messages;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.time.BusinessClock;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Orders on paper (打印): for whoever may read the order, and without changing anything. */
@Path("/orders/{id}/print")
public class PrintResource {

    private static final String HTML = "text/html; charset=utf-8";

    /** The page has styles of its own and asks for nothing else, whatever stands in it. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'self'";

    private final Orders orders;
    private final Sheet sheet;
    private final CurrentActor actor;
    private final BusinessClock clock;
    private final int validDays;

    PrintResource(
            Orders orders,
            Sheet sheet,
            CurrentActor actor,
            BusinessClock clock,
            @ConfigProperty(name = "neiqin.quotation.valid-days") int validDays) {
        this.orders = orders;
        this.sheet = sheet;
        this.actor = actor;
        this.clock = clock;
        this.validDays = validDays;
    }

    @GET
    @Produces(HTML)
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @Operation(summary = "The order as a document for the customer: one HTML page that any browser prints on A4")
    @APIResponse(
            responseCode = "200",
            description = "the page, in the language of lang or else of Accept-Language",
            content = @Content(mediaType = "text/html", schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "400", description = "no such document or language")
    @APIResponse(responseCode = "404", description = "no such order, or not in the caller's sight")
    @APIResponse(responseCode = "409", description = "what is agreed, or cancelled, is no quotation any more")
    @APIResponse(responseCode = "422", description = "the quotation would be out of date when printed")
    public Uni<Response> print(
            UUID id,
            @Parameter(
                            description = "order (销售订单) or, until it is confirmed, quotation (报价单)",
                            schema =
                                    @Schema(
                                            enumeration = {"order", "quotation"},
                                            defaultValue = "order"))
                    @QueryParam("document")
                    String document,
            @Parameter(
                            description = "of the document; without it, the caller's",
                            schema = @Schema(enumeration = {"zh-CN", "en"}))
                    @QueryParam("lang")
                    String lang,
            @Parameter(description = "of a quotation; without it, some days from today (neiqin.quotation.valid-days)")
                    @QueryParam("validUntil")
                    LocalDate validUntil,
            @HeaderParam("Accept-Language") String acceptLanguage) {
        boolean quotation = isQuotation(document);
        Wording wording = wording(lang, acceptLanguage);
        if (validUntil != null && !quotation) {
            throw Problem.badRequest("parameter-invalid", "validUntil", validUntil);
        }
        Actor caller = actor.get();
        return orders.view(id, caller)
                .map(order -> quotation ? quotation(order, validUntil) : OrderPrint.order(order))
                .map(content -> sheet.html(content, wording, signature(caller), clock.now()))
                .map(html -> answer(html, wording));
    }

    private PrintedDocument quotation(OrderView order, LocalDate validUntil) {
        LocalDate today = clock.today();
        return OrderPrint.quotation(order, today, validUntil == null ? today.plusDays(validDays) : validUntil);
    }

    private static boolean isQuotation(String document) {
        if (document == null || document.equals("order")) {
            return false;
        }
        if (document.equals("quotation")) {
            return true;
        }
        throw Problem.badRequest("parameter-invalid", "document", document);
    }

    private static Wording wording(String lang, String acceptLanguage) {
        if (lang == null) {
            return Messages.localeOf(acceptLanguage) == Locale.CHINESE ? Wording.CHINESE : Wording.ENGLISH;
        }
        for (Wording wording : Wording.values()) {
            if (wording.tag().equals(lang)) {
                return wording;
            }
        }
        throw Problem.badRequest("parameter-invalid", "lang", lang);
    }

    private static String signature(Actor actor) {
        return actor.name() + " (" + actor.employeeNo() + ")";
    }

    private static Response answer(String html, Wording wording) {
        return Response.ok(html, HTML)
                .header("Content-Language", wording.tag())
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "private, no-store")
                .build();
    }
}
