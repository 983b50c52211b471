package io.neiqin.customer.customer;

import static io.neiqin.customer.customer.MadeCustomer.context;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.customers.CustomerEvent;
import io.neiqin.events.customers.CustomerEvent.CustomerActivated;
import io.neiqin.events.customers.CustomerEvent.CustomerLost;
import io.neiqin.events.customers.CustomerEvent.CustomerWonBack;
import io.neiqin.platform.problem.Problem;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The life of a customer against a table written by hand, in random sequences of what people, orders and time do. */
@Tag("model")
class CustomerLifeModelTest {

    private static final LocalDate START = LocalDate.of(2026, 1, 1);
    private static final List<String> STEPS =
            List.of("block", "unblock", "mark-lost", "win-back", "order", "old-order", "age");

    /** Status and step: the next status, and what is told. What is not here is refused or passes without a trace. */
    private static final Map<String, String> TABLE = Map.ofEntries(
            Map.entry("PROSPECT block", "BLOCKED Blocked"),
            Map.entry("PROSPECT mark-lost", "LOST Lost"),
            Map.entry("PROSPECT order", "ACTIVE Activated"),
            Map.entry("ACTIVE block", "BLOCKED Blocked"),
            Map.entry("ACTIVE mark-lost", "LOST Lost"),
            Map.entry("ACTIVE order", "ACTIVE"),
            Map.entry("ACTIVE age", "DORMANT Dormant"),
            Map.entry("DORMANT block", "BLOCKED Blocked"),
            Map.entry("DORMANT mark-lost", "LOST Lost"),
            Map.entry("DORMANT order", "ACTIVE Activated"),
            Map.entry("DORMANT age", "LOST Lost"),
            Map.entry("LOST block", "BLOCKED Blocked"),
            Map.entry("LOST win-back", "PROSPECT WonBack"),
            Map.entry("LOST order", "ACTIVE WonBack"),
            Map.entry("BLOCKED order", "BLOCKED"));

    /** What the model remembers beside the table. */
    private static final class Model {
        String status = "PROSPECT";
        String before;
        boolean orderWaits;
        boolean wasActive;
        LocalDate lastOrder;
        String lostBy;
    }

    private final Random random = new Random(20261127);
    private final Map<String, Integer> walked = new TreeMap<>();

    @Test
    @Tag("CUS-30")
    @DisplayName("1,000 lives go as the table says, and tell what it says")
    void lives_asTheTableSays() {
        for (int life = 0; life < 1_000; life++) {
            Customer customer = MadeCustomer.on(START);
            Model model = new Model();
            LocalDate today = START;
            for (int step = 0; step < 25; step++) {
                today = today.plusDays(random.nextInt(40));
                String what = STEPS.get(random.nextInt(STEPS.size()));
                boolean ages = model.status.equals("ACTIVE") || model.status.equals("DORMANT");
                if (!what.equals("age") || ages) {
                    step(customer, model, what, today);
                }
            }
        }
        assertThat(walked.keySet()).containsAll(TABLE.keySet()).contains("BLOCKED unblock", "refused");
    }

    private void step(Customer customer, Model model, String what, LocalDate today) {
        String from = model.status;
        LocalDate order = today.minusDays(random.nextInt(30));
        LostCause cause = LostCause.values()[random.nextInt(4)];
        boolean firstTime = !model.wasActive;
        String lostBy = model.lostBy;
        List<String> expected = expected(model, what, order, cause);
        if (expected == null) {
            assertThat(refusal(customer, what, order, cause, today)).isEqualTo("illegal-transition");
            walked.merge("refused", 1, Integer::sum);
        } else {
            List<DomainEvent> told = act(customer, what, order, cause, today);
            assertThat(told)
                    .as(from + " " + what)
                    .extracting(event -> event.getClass().getSimpleName().substring("Customer".length()))
                    .isEqualTo(expected);
            told.forEach(event -> check(event, firstTime, lostBy));
            if (!told.isEmpty()) {
                CustomerEvent last = (CustomerEvent) told.get(told.size() - 1);
                assertThat(last.profile().status()).isEqualTo(model.status);
            }
            walked.merge(from + " " + what, 1, Integer::sum);
        }
        assertThat(customer.status().name()).isEqualTo(model.status);
        assertThat(customer.standing().lastOrderOn()).isEqualTo(model.lastOrder);
        assertThat(customer.standing().firstOrderOn() != null).isEqualTo(model.wasActive);
        assertThat(customer.standing().lostCause() == null).isEqualTo(model.lostBy == null);
    }

    private static void check(DomainEvent event, boolean firstTime, String lostBy) {
        if (event instanceof CustomerActivated activated) {
            assertThat(activated.first()).isEqualTo(firstTime);
        }
        if (event instanceof CustomerWonBack back) {
            assertThat(back.lostBy()).isEqualTo(lostBy);
        }
        if (event instanceof CustomerLost lost) {
            assertThat(lost.cause()).isNotNull();
        }
    }

    /** What is told; null for a refusal. */
    private List<String> expected(Model model, String what, LocalDate order, LostCause cause) {
        boolean orders = what.equals("order") || what.equals("old-order");
        if (orders) {
            model.lastOrder = model.lastOrder == null || order.isAfter(model.lastOrder) ? order : model.lastOrder;
        }
        if (what.equals("old-order")) {
            return List.of();
        }
        if (what.equals("unblock")) {
            return model.status.equals("BLOCKED") ? unblocked(model) : null;
        }
        String row = TABLE.get(model.status + " " + what);
        if (row == null) {
            return null;
        }
        String[] next = row.split(" ");
        move(model, what, next[0], cause);
        return next.length == 1 ? List.of() : List.of(next[1]);
    }

    private static void move(Model model, String what, String next, LostCause cause) {
        if (what.equals("block")) {
            model.before = model.status;
            model.orderWaits = false;
        }
        model.orderWaits |= next.equals("BLOCKED") && what.equals("order");
        model.wasActive |= next.equals("ACTIVE");
        if (next.equals("LOST")) {
            model.lostBy = what.equals("age") ? "NO_ORDER" : cause.name();
        } else if (!next.equals("BLOCKED")) {
            model.lostBy = null;
        }
        model.status = next;
    }

    private static List<String> unblocked(Model model) {
        List<String> told = new ArrayList<>(List.of("Unblocked"));
        model.status = model.before;
        if (model.orderWaits) {
            String[] next = TABLE.get(model.status + " order").split(" ");
            move(model, "order", next[0], null);
            told.addAll(List.of(next).subList(1, next.length));
        }
        model.orderWaits = false;
        return told;
    }

    private static List<DomainEvent> act(
            Customer customer, String what, LocalDate order, LostCause cause, LocalDate today) {
        CustomerLife life = customer.life();
        return switch (what) {
            case "block" -> List.of(life.block("risk", context(today)));
            case "unblock" -> List.copyOf(life.unblock(context(today)));
            case "mark-lost" -> List.of(life.markLost(cause, "gone", context(today)));
            case "win-back" -> List.of(life.winBack("called", context(today)));
            case "order" -> List.copyOf(life.ordered(UUID.randomUUID(), order, context(today)));
            case "age" -> List.of(life.age(today, context(today)));
            default -> {
                life.remember(order);
                yield List.of();
            }
        };
    }

    private static String refusal(Customer customer, String what, LocalDate order, LostCause cause, LocalDate today) {
        Standing before = customer.standing();
        try {
            act(customer, what, order, cause, today);
            return "none";
        } catch (Problem refused) {
            assertThat(customer.standing()).isEqualTo(before);
            return refused.code();
        }
    }
}
