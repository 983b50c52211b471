package io.neiqin.customer.credit;

import io.neiqin.events.Money;
import io.neiqin.events.customers.CreditEvent.Terms;
import io.neiqin.platform.problem.Problem;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How much a customer may owe, and for how long (授信条件).
 *
 * @param limitAmount at scale 2
 * @param termDays so many days he has to pay (账期)
 * @param validTo the last day, included
 * @param facts what it rests on, in the words of whoever suggested it
 */
@Embeddable
public record CreditTerms(
        @Enumerated(EnumType.STRING) Grade grade,
        BigDecimal limitAmount,
        String limitCurrency,
        Integer termDays,
        LocalDate validFrom,
        LocalDate validTo,
        String facts,
        String remark) {

    /** How good a customer is for his debts (资信等级). */
    public enum Grade {
        A,
        B,
        C,
        D
    }

    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toSet());

    /**
     * As they are suggested; refuses with 422 what makes no sense.
     *
     * @param changes whether terms are in force: others take their place when they are approved, and not later, or there
     *     would be none in between
     */
    static CreditTerms entered(TermsRequest request, LocalDate today, boolean changes) {
        LocalDate from = request.validFrom() == null ? today : request.validFrom();
        Problem wrong = Problem.rule("credit-invalid");
        if (!CURRENCIES.contains(request.limit().currency())) {
            wrong.at("/terms/limit/currency", "unknown-currency");
        }
        if (request.validTo().isBefore(from)) {
            wrong.at("/terms/validTo", "validity-reversed");
        } else if (request.validTo().isBefore(today)) {
            wrong.at("/terms/validTo", "validity-over");
        }
        if (changes && from.isAfter(today)) {
            wrong.at("/terms/validFrom", "change-begins-later");
        }
        wrong.throwIfAny();
        return new CreditTerms(
                request.grade(),
                request.limit().amount().setScale(2, RoundingMode.UNNECESSARY),
                request.limit().currency(),
                request.termDays(),
                from,
                request.validTo(),
                request.facts(),
                request.remark());
    }

    Money limit() {
        return new Money(limitAmount, limitCurrency);
    }

    boolean hasBegunOn(LocalDate day) {
        return !day.isBefore(validFrom);
    }

    boolean isOverOn(LocalDate day) {
        return day.isAfter(validTo);
    }

    Terms asEvent() {
        return new Terms(grade.name(), limit(), termDays, validFrom, validTo);
    }
}
