package io.neiqin.reporting;

import io.neiqin.events.orders.OrderEvent;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Orders of every shape and what may happen to them, the same for the same seed. */
public final class RandomOrders {

    public static final List<String> PERSONS = List.of("R1", "R2", "R3", "R4");
    public static final List<UUID> DEPARTMENTS = List.of(Orders.NORTH, Orders.SOUTH);
    private static final List<String> CATEGORIES = List.of("Seafood", "Produce", "Dairy");
    private static final List<String> SPLITS = List.of("100", "50/50", "33.3333/33.3333/33.3334", "10/20/30/40");

    private final Random random;
    private final LocalDate start;

    /** @param start no promise and no event is before this day; all are within eight weeks */
    public RandomOrders(long seed, LocalDate start) {
        this.random = new Random(seed);
        this.start = start;
    }

    /** What happened, and on which business date. */
    public record Happening(LocalDate day, OrderEvent event) {}

    /** The life of each order; business dates may go back in time, as history may be told late. */
    public List<List<Happening>> lives(int orders, String prefix) {
        List<List<Happening>> lives = new ArrayList<>();
        for (int i = 0; i < orders; i++) {
            lives.add(life(order(prefix + i)));
        }
        return lives;
    }

    /** The lives told in one row: each in its own order, all mixed. */
    public List<Happening> mixed(List<List<Happening>> lives) {
        List<List<Happening>> open = new ArrayList<>();
        lives.forEach(life -> open.add(new ArrayList<>(life)));
        List<Happening> row = new ArrayList<>();
        while (!open.isEmpty()) {
            List<Happening> life = open.get(random.nextInt(open.size()));
            row.add(life.remove(0));
            open.removeIf(List::isEmpty);
        }
        return row;
    }

    private Orders order(String number) {
        Orders order = Orders.order(number)
                .from(Orders.customer(
                        "CUST" + random.nextInt(3), random.nextBoolean() ? "DE" : "CN", pick(List.of("N", "S", ""))));
        String[] shares = pick(SPLITS).split("/");
        int first = random.nextInt(PERSONS.size());
        for (int i = 0; i < shares.length; i++) {
            int person = (first + i) % PERSONS.size();
            order.soldBy(PERSONS.get(person), DEPARTMENTS.get(person % 2), shares[i]);
        }
        for (int i = random.nextInt(4); i >= 0; i--) {
            String net = random.nextInt(1000) + "." + random.nextInt(10) + random.nextInt(10);
            String quantity = (1 + random.nextInt(50)) + pick(List.of("", ".5", ".333333"));
            order.line("S" + random.nextInt(5), pick(CATEGORIES), quantity, net, someDay(), someDay());
        }
        return order;
    }

    private List<Happening> life(Orders order) {
        List<Happening> life = new ArrayList<>();
        life.add(new Happening(someDay(), order.confirmed()));
        int end = random.nextInt(6);
        if (end == 0) {
            life.add(new Happening(someDay(), order.cancelled()));
        } else if (end > 1) {
            for (int line = 1; line <= order.lineCount(); line++) {
                life.add(new Happening(someDay(), order.shipped(line, "0.5")));
                String total = order.quantity(line).toPlainString();
                life.add(new Happening(someDay(), order.shipped(line, total)));
                if (end > 3) {
                    life.add(new Happening(someDay(), order.accepted(line, total)));
                }
            }
            if (end == 5) {
                life.add(new Happening(someDay(), order.cancelled()));
            }
        }
        return life;
    }

    private LocalDate someDay() {
        return start.plusDays(random.nextInt(56));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
