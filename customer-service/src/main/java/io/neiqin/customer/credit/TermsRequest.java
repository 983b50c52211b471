package io.neiqin.customer.credit;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * The terms that somebody suggests.
 *
 * @param termDays by so many days he pays; 0 for payment in advance or at once
 * @param validFrom the first day; today when left out
 * @param validTo the last day, included
 * @param facts what the suggestion rests on: turnover, how he has paid, what others say of him
 */
public record TermsRequest(
        @NotNull CreditTerms.Grade grade,
        @NotNull @Valid Limit limit,
        @NotNull @PositiveOrZero @Max(3650) Integer termDays,
        LocalDate validFrom,
        @NotNull LocalDate validTo,
        @NotBlank @Size(max = 2000) String facts,
        @Size(max = 1000) String remark) {

    /** How much the customer may owe at once. */
    public record Limit(
            @NotNull @PositiveOrZero @Digits(integer = 16, fraction = 2)
            BigDecimal amount,

            @NotBlank @Size(max = 3) String currency) {}
}
