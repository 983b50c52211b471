package io.neiqin.customer.plan;

import io.neiqin.events.Money;
import io.neiqin.events.customers.PlanEvent;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A plan as it is written or changed, complete each time: what is left out is empty afterwards.
 *
 * @param from the first day of a calendar month, quarter or year
 * @param to its last day
 * @param measures what he is going to do, in words
 * @param issues what stands in the way, in words
 */
public record PlanRequest(
        @NotNull Plan.Kind kind,
        @NotNull LocalDate from,
        @NotNull LocalDate to,
        @Size(max = 100) String region,
        @Size(max = 100) String segment,
        @Valid Goals goals,
        @Size(max = 200) List<@NotNull @Valid Target> targets,
        @Size(max = 4000) String measures,
        @Size(max = 4000) String issues) {

    public PlanRequest {
        targets = targets == null ? List.of() : targets;
    }

    /** What is to be reached; null where no such goal is set. */
    public record Goals(
            @PositiveOrZero @Max(100_000) Integer visits,
            @PositiveOrZero @Max(100_000) Integer calls,
            @PositiveOrZero @Max(100_000) Integer newCustomers,
            @Valid Amount amount,
            @Valid Amount receivables) {

        static final Goals NONE = new Goals(null, null, null, null, null);

        PlanEvent.Goals asEvent() {
            return new PlanEvent.Goals(visits, calls, newCustomers, Amount.money(amount), Amount.money(receivables));
        }
    }

    /** An amount of money. */
    public record Amount(
            @NotNull @PositiveOrZero @Digits(integer = 16, fraction = 2)
            BigDecimal amount,

            @NotNull @Pattern(regexp = "[A-Z]{3}") String currency) {

        private static Money money(Amount amount) {
            return amount == null ? null : new Money(amount.amount, amount.currency);
        }
    }

    /**
     * A customer to look after: by its id, or by name where we do not have it yet.
     *
     * @param leadId a lead (线索) that is to become a customer
     * @param amount to be sold to it
     * @param measures what he is going to do there, in words
     */
    public record Target(
            @NotNull Targets.Kind kind,
            UUID customerId,
            UUID leadId,
            @Size(max = 200) String name,
            @PositiveOrZero @Max(100_000) Integer visits,
            @Valid Amount amount,
            @Size(max = 2000) String measures) {}
}
