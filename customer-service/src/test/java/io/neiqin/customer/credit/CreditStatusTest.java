package io.neiqin.customer.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neiqin.customer.credit.CreditStatus.Action;
import io.neiqin.customer.credit.CreditTerms.Grade;
import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.customer.customer.CustomerStatus;
import io.neiqin.events.customers.CreditEvent;
import io.neiqin.events.customers.CreditEvent.CreditApproved;
import io.neiqin.events.customers.CreditEvent.CreditChanged;
import io.neiqin.events.customers.CreditEvent.CreditReturned;
import io.neiqin.platform.approval.ApprovalStatus;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.identity.Visibility;
import io.neiqin.platform.problem.Problem;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The state machine of a credit: its table, and long walks of it beside a model that is told in other words. */
class CreditStatusTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 27);
    private static final Actor SUPERVISOR = actor("E003", Roles.SALES_SUPERVISOR);
    private static final Actor FINANCE = actor("E005", Roles.FINANCE);

    @Test
    @Tag("CUS-23")
    @DisplayName("from each state exactly these actions are possible")
    void allows_whatTheTableSays() {
        assertThat(Arrays.stream(CreditStatus.values())
                        .map(status -> status + " " + allowed(status, false) + ", while something waits "
                                + allowed(status, true)))
                .containsExactly(
                        "SUGGESTED [], while something waits [withdraw]",
                        "RETURNED [suggest], while something waits []",
                        "APPROVED [freeze, suggest], while something waits [freeze, withdraw]",
                        "ACTIVE [freeze, suggest], while something waits [freeze, withdraw]",
                        "FROZEN [suggest, thaw], while something waits [thaw, withdraw]",
                        "EXPIRED [suggest], while something waits [withdraw]");
    }

    private static Set<String> allowed(CreditStatus status, boolean waiting) {
        return Arrays.stream(Action.values())
                .filter(action -> status.allows(action, waiting))
                .map(Action::command)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    @Tag("CUS-23")
    @DisplayName("whatever is done in whatever order, the credit stands as the model says, and tells it")
    void standsAsTheModelSays_onLongWalks() {
        Set<CreditStatus> seen = new TreeSet<>();
        for (int seed = 1; seed <= 60; seed++) {
            seen.addAll(new Walk(seed).go(200));
        }
        assertThat(seen).containsExactly(CreditStatus.values());
    }

    @Test
    @Tag("CUS-23")
    @DisplayName("what is in force stays so while a change waits, and when it is rejected")
    void staysInForce_whileAChangeWaits() {
        CreditProfile profile = profile();
        suggest(profile, terms(DAY, 30, "100"), DAY);
        decide(profile, ApprovalStatus.APPROVED, DAY);
        suggest(profile, terms(DAY, 60, "200"), DAY);
        assertThat(profile.terms().limitAmount()).isEqualTo("100");
        assertThat(decide(profile, ApprovalStatus.REJECTED, DAY)).get().isInstanceOf(CreditReturned.class);
        assertThat(profile.terms().limitAmount()).isEqualTo("100");
        suggest(profile, terms(DAY, 60, "300"), DAY);
        assertThat(decide(profile, ApprovalStatus.APPROVED, DAY)).get().isInstanceOf(CreditChanged.class);
        assertThat(profile.terms().limitAmount()).isEqualTo("300");
    }

    @Test
    @Tag("CUS-23")
    @DisplayName("other terms do not thaw what is frozen, and are approved anew where the last ones are over")
    void staysFrozen_andBeginsAnew() {
        CreditProfile profile = profile();
        suggest(profile, terms(DAY, 10, "100"), DAY);
        decide(profile, ApprovalStatus.APPROVED, DAY);
        profile.freeze("overdue", context(FINANCE, DAY));
        suggest(profile, terms(DAY, 60, "200"), DAY);
        decide(profile, ApprovalStatus.APPROVED, DAY);
        assertThat(profile.status(DAY)).isEqualTo(CreditStatus.FROZEN);
        profile.thaw(context(FINANCE, DAY));
        assertThat(profile.status(DAY)).isEqualTo(CreditStatus.ACTIVE);
        LocalDate later = DAY.plusDays(61);
        assertThat(profile.expire(later, context(FINANCE, later))).isPresent();
        assertThat(profile.expire(later, context(FINANCE, later))).isEmpty();
        suggest(profile, terms(later, 60, "200"), later);
        assertThat(decide(profile, ApprovalStatus.APPROVED, later)).get().isInstanceOf(CreditApproved.class);
    }

    /** A walk of random steps, each compared with what the model expects. */
    private static final class Walk {

        private final Random random;
        private final CreditProfile profile = profile();
        private final Set<CreditStatus> seen = new TreeSet<>();

        private LocalDate day = DAY;
        private LocalDate first;
        private LocalDate last;
        private CreditTerms waits;
        private boolean frozen;
        private boolean told;

        Walk(int seed) {
            random = new Random(seed);
        }

        Set<CreditStatus> go(int steps) {
            for (int i = 0; i < steps; i++) {
                step(random.nextInt(8));
                assertThat(profile.status(day)).isEqualTo(expected());
                assertThat(profile.isWaiting()).isEqualTo(waits != null);
                seen.add(profile.status(day));
            }
            return seen;
        }

        private CreditStatus expected() {
            if (last == null) {
                return waits == null ? CreditStatus.RETURNED : CreditStatus.SUGGESTED;
            }
            CreditStatus byDay = day.isAfter(last)
                    ? CreditStatus.EXPIRED
                    : day.isBefore(first) ? CreditStatus.APPROVED : CreditStatus.ACTIVE;
            return frozen ? CreditStatus.FROZEN : byDay;
        }

        private void step(int which) {
            switch (which) {
                case 0 -> day = day.plusDays(random.nextInt(12));
                case 1 -> suggestSome();
                case 2 -> end(waits != null, () -> profile.withdraw(context(SUPERVISOR, day)));
                case 3 -> approve();
                case 4 -> endBy(ApprovalStatus.REJECTED);
                case 5 -> freeze();
                case 6 -> thaw();
                default -> expire();
            }
        }

        private void suggestSome() {
            CreditTerms some = terms(day.plusDays(random.nextInt(5)), 1 + random.nextInt(20), "100");
            if (does(waits == null, () -> suggest(profile, some, day))) {
                waits = some;
            }
        }

        private void end(boolean possible, Supplier<CreditEvent> verb) {
            if (does(possible, verb)) {
                waits = null;
            }
        }

        private void endBy(ApprovalStatus outcome) {
            Optional<CreditEvent> event = decide(profile, outcome, day);
            assertThat(event.isPresent()).isEqualTo(waits != null);
            waits = null;
        }

        private void approve() {
            boolean inForce = last != null && !day.isBefore(first) && !day.isAfter(last);
            Optional<CreditEvent> event = decide(profile, ApprovalStatus.APPROVED, day);
            assertThat(event.isPresent()).isEqualTo(waits != null);
            if (waits != null) {
                assertThat(event.get() instanceof CreditChanged).isEqualTo(inForce);
                first = waits.validFrom();
                last = waits.validTo();
                waits = null;
                told = false;
                assertThat(event.get().credit().state()).isEqualTo(expected().name());
                assertThat(event.get().credit().terms().validTo()).isEqualTo(last);
            }
        }

        private void freeze() {
            boolean possible = last != null && !frozen && !day.isAfter(last);
            if (does(possible, () -> profile.freeze("overdue", context(FINANCE, day)))) {
                frozen = true;
            }
        }

        private void thaw() {
            if (does(frozen, () -> profile.thaw(context(FINANCE, day)))) {
                frozen = false;
            }
        }

        private void expire() {
            boolean due = expected() == CreditStatus.EXPIRED && !told;
            assertThat(profile.expire(day, context(FINANCE, day)).isPresent()).isEqualTo(due);
            told = told || due;
        }

        /** Whether it was done; refused, it changes nothing. */
        private boolean does(boolean possible, Supplier<CreditEvent> verb) {
            if (possible) {
                CreditEvent event = verb.get();
                assertThat(event.aggregateId()).isEqualTo(profile.id());
                return true;
            }
            Object before = profile.recorded();
            assertThatThrownBy(verb::get)
                    .isInstanceOfSatisfying(
                            Problem.class, refused -> assertThat(refused.code()).isEqualTo("illegal-transition"));
            assertThat(profile.recorded()).isEqualTo(before);
            return false;
        }
    }

    private static CreditEvent suggest(CreditProfile profile, CreditTerms terms, LocalDate day) {
        return profile.suggest(terms, "credit", UUID.randomUUID(), context(SUPERVISOR, day));
    }

    private static Optional<CreditEvent> decide(CreditProfile profile, ApprovalStatus outcome, LocalDate day) {
        return profile.decided(outcome, context(FINANCE, day));
    }

    private static CreditTerms terms(LocalDate from, int days, String limit) {
        return new CreditTerms(
                Grade.B, new BigDecimal(limit), "CNY", 60, from, from.plusDays(days), "pays in time", null);
    }

    private static CreditProfile profile() {
        CustomerRef customer = new CustomerRef(
                UUID.randomUUID(), "C-1", "Dingxin", null, null, CustomerStatus.ACTIVE, "E006", UUID.randomUUID());
        return new CreditProfile(customer, context(SUPERVISOR, DAY));
    }

    private static Actor actor(String no, String role) {
        return new Actor(no, no, null, Set.of(role), Visibility.ALL);
    }

    private static CommandContext context(Actor actor, LocalDate day) {
        return CommandContext.ofRequest(actor, Instant.EPOCH, day, null, "request", null, "command", null);
    }
}
