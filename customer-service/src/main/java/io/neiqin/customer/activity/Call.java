package io.neiqin.customer.activity;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;

/**
 * A call that was made, as a call sheet knows it.
 *
 * @param newCustomer whether it was to a new customer
 */
public record Call(
        @NotNull UUID activityId,
        @NotNull String number,
        @NotNull String employeeNo,
        @NotNull LocalDate day,
        UUID customerId,
        UUID leadId,
        @NotNull String aboutNumber,
        @NotNull String aboutName,
        @NotNull Report.Outcome outcome,
        Integer minutes,
        boolean newCustomer,
        @NotNull String loggedBy,
        @NotNull Instant loggedAt) {

    static Call of(Activity activity) {
        return new Call(
                activity.id(),
                activity.number(),
                activity.employeeNo(),
                activity.day(),
                activity.customerId(),
                activity.leadId(),
                activity.aboutNumber(),
                activity.aboutName(),
                activity.report().outcome(),
                activity.report().minutes(),
                Boolean.TRUE.equals(activity.newCustomer()),
                activity.loggedBy(),
                activity.loggedAt());
    }

    /** Whom it was to: a customer or a lead. */
    public UUID about() {
        return Objects.requireNonNullElse(customerId, leadId);
    }
}
