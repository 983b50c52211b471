package io.neiqin.customer.credit;

import com.fasterxml.jackson.databind.JsonNode;
import io.neiqin.events.Money;
import io.neiqin.platform.http.View;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The credit of a customer as it is shown. Who sees the customer sees how it stands and until when; how much it comes to is for
 * the customer's owner, for those who lead sales and those who serve it, for finance and above.
 *
 * @param state as of today
 * @param terms in force, or last in force; null before any were approved, and for who may not see them
 * @param suggestion the last one; without its terms for who may not see them
 * @param masked whether something is not shown to this reader
 */
public record CreditView(
        UUID id,
        int version,
        @NotNull UUID customerId,
        @NotNull String customerNumber,
        String customerName,
        @NotNull CreditStatus state,
        LocalDate validFrom,
        LocalDate validTo,
        Terms terms,
        String suggestedBy,
        Instant approvedAt,
        Suggested suggestion,
        Frozen frozen,
        LocalDate expiredOn,
        @NotNull String createdBy,
        @NotNull Instant createdAt,
        @NotNull String changedBy,
        @NotNull Instant changedAt,
        boolean masked,
        List<String> allowedActions)
        implements View {

    private static final String[] INFORMED = {
        Roles.SALES_SUPERVISOR,
        Roles.SALES_MANAGER,
        Roles.SALES_DIRECTOR,
        Roles.FINANCE,
        Roles.GENERAL_MANAGER,
        Roles.AUDITOR,
        Roles.CLERK,
        Roles.CLERK_LEAD
    };

    /** What everybody sees who sees the customer; of the history, too. */
    private static final Set<String> OPEN = Set.of(
            "/customerId",
            "/customerNumber",
            "/validFrom",
            "/validTo",
            "/suggestedBy",
            "/approvedAt",
            "/suggestion/by",
            "/suggestion/at",
            "/suggestion/approvalId",
            "/suggestion/outcome",
            "/frozen/by",
            "/frozen/at",
            "/expiredOn",
            "/createdBy",
            "/createdAt");

    /** Whether his roles let this person see terms of any customer in his sight. */
    static boolean isInformed(Actor actor) {
        return actor.hasAny(INFORMED);
    }

    private static boolean isShownTo(Actor actor, CreditProfile profile) {
        return isInformed(actor) || actor.employeeNo().equals(profile.ownerNo());
    }

    static CreditView of(CreditProfile profile, Actor actor, LocalDate today) {
        boolean shown = isShownTo(actor, profile);
        return of(profile, shown, profile.customerName(), profile.status(today), profile.actionsFor(actor, today));
    }

    /** All that is stored: for the history. What follows from the day is not. */
    static CreditView recorded(CreditProfile profile) {
        return of(profile, true, null, null, null);
    }

    /** What this reader of the history sees of a value. */
    static JsonNode masked(CreditProfile profile, Actor actor, String pointer, JsonNode value) {
        return OPEN.contains(pointer) || isShownTo(actor, profile) ? value : null;
    }

    private static CreditView of(
            CreditProfile profile, boolean shown, String customerName, CreditStatus state, List<String> actions) {
        CreditTerms terms = profile.terms();
        return new CreditView(
                profile.id(),
                profile.version(),
                profile.customerId(),
                profile.customerNumber(),
                customerName,
                state,
                terms == null ? null : terms.validFrom(),
                terms == null ? null : terms.validTo(),
                shown ? Terms.of(terms) : null,
                profile.suggestedBy(),
                profile.approvedAt(),
                Suggested.of(profile.suggestion(), shown),
                Frozen.of(profile.freeze(), shown),
                profile.expiredOn(),
                profile.createdBy(),
                profile.createdAt(),
                profile.changedBy(),
                profile.changedAt(),
                !shown,
                actions);
    }

    /** How much, for how long, and why. */
    public record Terms(
            @NotNull CreditTerms.Grade grade,
            @NotNull Money limit,
            int termDays,
            @NotNull LocalDate validFrom,
            @NotNull LocalDate validTo,
            @NotNull String facts,
            String remark) {

        private static Terms of(CreditTerms terms) {
            return terms == null
                    ? null
                    : new Terms(
                            terms.grade(),
                            terms.limit(),
                            terms.termDays(),
                            terms.validFrom(),
                            terms.validTo(),
                            terms.facts(),
                            terms.remark());
        }
    }

    /**
     * What was suggested last.
     *
     * @param approvalId where what its approvers have said can be read
     * @param outcome null while it waits; else APPROVED, REJECTED, RETURNED, WITHDRAWN or TAKEN_BACK
     */
    public record Suggested(
            Terms terms,
            @NotNull String by,
            @NotNull Instant at,
            @NotNull UUID approvalId,
            String outcome) {

        private static Suggested of(Suggestion suggestion, boolean shown) {
            return suggestion == null
                    ? null
                    : new Suggested(
                            shown ? Terms.of(suggestion.terms()) : null,
                            suggestion.by(),
                            suggestion.at(),
                            suggestion.approvalId(),
                            suggestion.outcome());
        }
    }

    /** @param reason null for who may not see the terms */
    public record Frozen(@NotNull String by, @NotNull Instant at, String reason) {

        private static Frozen of(Freeze freeze, boolean shown) {
            return freeze == null
                    ? null
                    : new Frozen(freeze.frozenBy(), freeze.frozenAt(), shown ? freeze.frozenReason() : null);
        }
    }
}
