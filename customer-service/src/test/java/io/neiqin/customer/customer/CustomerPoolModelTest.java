package io.neiqin.customer.customer;

import static io.neiqin.customer.customer.MadeCustomer.context;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.customer.customer.Pooling.Why;
import io.neiqin.events.customers.CustomerEvent;
import io.neiqin.events.customers.CustomerEvent.CustomerMovedToPool;
import io.neiqin.events.customers.CustomerEvent.CustomerPoolWarned;
import io.neiqin.platform.problem.Problem;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pool against a model that counts days instead of comparing dates. */
@Tag("model")
class CustomerPoolModelTest {

    private static final LocalDate START = LocalDate.of(2026, 1, 1);
    private static final int COOL_DOWN = 6;

    /** Days that have gone by; -1 for a warning that is none. */
    private static final class Model {
        String owner = "S0";
        boolean pooled;
        int idle;
        int dealless;
        int inPool;
        int idleWarned = -1;
        int dealWarned = -1;

        void night() {
            idle++;
            dealless++;
            inPool++;
            idleWarned += idleWarned < 0 ? 0 : 1;
            dealWarned += dealWarned < 0 ? 0 : 1;
        }

        void begins(String seller) {
            owner = seller;
            pooled = false;
            idle = 0;
            dealless = 0;
            idleWarned = -1;
            dealWarned = -1;
        }

        void ends() {
            pooled = true;
            inPool = 0;
            idleWarned = -1;
            dealWarned = -1;
        }
    }

    private final Random random = new Random(4711);
    private final Map<String, Integer> walked = new TreeMap<>();

    @Test
    @Tag("CUS-30")
    @DisplayName("500 customers are warned of, lost, released and claimed as a model that counts days says")
    void goes_asTheModelSays() {
        for (int run = 0; run < 500; run++) {
            Customer customer = MadeCustomer.on(START);
            Model model = new Model();
            PoolTerms terms = terms();
            LocalDate today = START;
            for (int day = 0; day < 80; day++) {
                today = today.plusDays(1);
                model.night();
                terms = random.nextInt(40) == 0 ? terms() : terms;
                act(customer, model, today);
                if (random.nextInt(5) > 0) {
                    review(customer, model, terms, today);
                }
                assertThat(customer.pooling().isInPool()).isEqualTo(model.pooled);
                assertThat(customer.ownerNo()).isEqualTo(model.owner);
                assertThat(customer.pooling().followUpWarnedOn()).isEqualTo(ago(today, model.idleWarned));
                assertThat(customer.pooling().dealWarnedOn()).isEqualTo(ago(today, model.dealWarned));
            }
        }
        assertThat(walked.keySet())
                .contains(
                        "claim",
                        "claim illegal-transition",
                        "claim pool-cool-down",
                        "release",
                        "warned NO_DEAL",
                        "release illegal-transition",
                        "warned NO_FOLLOW_UP",
                        "NO_FOLLOW_UP",
                        "NO_DEAL");
    }

    private static LocalDate ago(LocalDate today, int days) {
        return days < 0 ? null : today.minusDays(days);
    }

    private PoolTerms terms() {
        int followUp = 8 + random.nextInt(10);
        return new PoolTerms(followUp, followUp + random.nextInt(15), random.nextInt(7));
    }

    private void act(Customer customer, Model model, LocalDate today) {
        switch (random.nextInt(24)) {
            case 0 -> claim(customer, model, random.nextInt(3), today);
            case 1 -> release(customer, model, today);
            case 2, 3 -> {
                int ago = random.nextInt(4);
                customer.pool().followUp(today.minusDays(ago));
                model.idle = Math.min(model.idle, ago);
                model.idleWarned = ago <= model.idleWarned ? -1 : model.idleWarned;
            }
            case 4 -> {
                customer.life().ordered(UUID.randomUUID(), today, context(today));
                model.idle = 0;
                model.dealless = 0;
                model.idleWarned = -1;
                model.dealWarned = -1;
            }
            case 5 -> {
                customer.pool().assign(MadeCustomer.seller(today.getDayOfYear() + 9), context(today));
                model.begins(customer.ownerNo());
            }
            default -> {
                // A quiet day.
            }
        }
    }

    private void claim(Customer customer, Model model, int seller, LocalDate today) {
        String no = "S" + seller;
        String expected = !model.pooled
                ? "illegal-transition"
                : model.owner.equals(no) && model.inPool < COOL_DOWN ? "pool-cool-down" : null;
        String refusal = refusal(() -> customer.pool().claim(MadeCustomer.seller(seller), COOL_DOWN, context(today)));
        assertThat(refusal).isEqualTo(expected);
        if (expected == null) {
            model.begins(no);
        }
        walked.merge("claim" + (expected == null ? "" : " " + expected), 1, Integer::sum);
    }

    private void release(Customer customer, Model model, LocalDate today) {
        String refusal = refusal(() -> customer.pool().release("too far", context(today)));
        assertThat(refusal).isEqualTo(model.pooled ? "illegal-transition" : null);
        if (!model.pooled) {
            model.ends();
        }
        walked.merge("release" + (refusal == null ? "" : " " + refusal), 1, Integer::sum);
    }

    private void review(Customer customer, Model model, PoolTerms terms, LocalDate today) {
        List<String> expected = expected(model, terms);
        List<CustomerEvent> told = customer.pool().review(terms, today, context(today));
        assertThat(told.stream().map(event -> said(event, today))).containsExactlyElementsOf(expected);
        expected.forEach(what -> walked.merge(what.replaceAll(" in .*", ""), 1, Integer::sum));
    }

    private static List<String> expected(Model model, PoolTerms terms) {
        List<String> told = new ArrayList<>();
        if (model.pooled) {
            return told;
        }
        int warn = terms.warnDays();
        for (Why why : List.of(Why.NO_FOLLOW_UP, Why.NO_DEAL)) {
            int gone = why == Why.NO_DEAL ? model.dealless : model.idle;
            int warned = why == Why.NO_DEAL ? model.dealWarned : model.idleWarned;
            if (gone >= terms.daysOf(why) && warned >= warn) {
                model.ends();
                return List.of(why.name());
            }
        }
        int idleLeft = terms.followUpDays() - model.idle;
        int dealLeft = terms.dealDays() - model.dealless;
        if (idleLeft <= warn && model.idleWarned < 0) {
            told.add("warned NO_FOLLOW_UP in " + Math.max(idleLeft, warn));
        }
        if (dealLeft <= warn && model.dealWarned < 0) {
            told.add("warned NO_DEAL in " + Math.max(dealLeft, warn));
        }
        model.idleWarned = idleLeft > warn ? -1 : Math.max(model.idleWarned, 0);
        model.dealWarned = dealLeft > warn ? -1 : Math.max(model.dealWarned, 0);
        return told;
    }

    private static String said(CustomerEvent event, LocalDate today) {
        return event instanceof CustomerPoolWarned warned
                ? "warned " + warned.why() + " in " + ChronoUnit.DAYS.between(today, warned.movesOn())
                : ((CustomerMovedToPool) event).why();
    }

    private static String refusal(Runnable command) {
        try {
            command.run();
            return null;
        } catch (Problem refused) {
            return refused.code();
        }
    }
}
