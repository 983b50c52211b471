package io.neiqin.local.demo;

import io.neiqin.local.People;
import io.neiqin.local.demo.DemoFiles.Client;
import io.neiqin.local.demo.DemoFiles.Product;
import io.neiqin.local.demo.DemoOrder.Step;
import io.neiqin.local.load.Batch;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A year of orders up to today, the same each time for the same day: more in spring and autumn, few around Spring
 * Festival, slowly growing; big customers order more often.
 */
final class DemoYear {
    private static final long SEED = 20_261_121;
    private static final double ORDERS_A_DAY = 1.05;
    private static final double GROWTH = 0.35;
    /** January to December. */
    private static final double[] SEASON = {0.8, 0.5, 1.2, 1.1, 1.0, 1.2, 0.9, 0.9, 1.2, 1.1, 1.2, 1.0};

    private static final int MOST_LINES = 4;
    private static final int MOST_LOTS = 6;
    private static final double SHARED = 0.12;
    private static final Map<String, Integer> WEIGHTS = Map.of("VIP", 6, "A", 4, "B", 2, "C", 1);
    private static final Map<String, String> DISCOUNTS = Map.of("VIP", "0.08", "A", "0.05", "B", "0.02", "C", "0");

    private final DemoFiles files;
    private final Workdays workdays;
    private final LocalDate today;
    private final Random random = new Random(SEED);
    private final List<Client> weighted = new ArrayList<>();

    DemoYear(DemoFiles files, Workdays workdays, LocalDate today) {
        this.files = files;
        this.workdays = workdays;
        this.today = today;
        files.clients().forEach(client -> {
            for (int i = 0; i < WEIGHTS.get(client.tier()); i++) {
                weighted.add(client);
            }
        });
    }

    /** The first of the month a year ago. */
    static LocalDate firstDay(LocalDate today) {
        return today.minusYears(1).withDayOfMonth(1);
    }

    /** By day. The last ones are not delivered yet. */
    List<DemoOrder> history() {
        Course course = new Course(random, workdays, today);
        List<DemoOrder> orders = new ArrayList<>();
        LocalDate first = firstDay(today);
        double days = first.until(today).toTotalMonths() * 30.4;
        for (LocalDate day = first; day.isBefore(today); day = day.plusDays(1)) {
            double grown = 1 + GROWTH * (day.toEpochDay() - first.toEpochDay()) / days;
            double expected = ORDERS_A_DAY * SEASON[day.getMonthValue() - 1] * grown;
            int count = workdays.isWorked(day) ? (int) (expected + random.nextDouble()) : 0;
            for (int i = 0; i < count; i++) {
                orders.add(past(String.format("D%04d", orders.size() + 1), day, course));
            }
        }
        return orders;
    }

    private DemoOrder past(String no, LocalDate day, Course course) {
        Client client = weighted.get(random.nextInt(weighted.size()));
        List<Product> products = products();
        LocalDate requested = requested(day, products);
        List<Integer> quantities = quantities(products);
        Map<String, Object> body = body(no, client, "IMPORT", requested, products, quantities);
        body.put("sourceDocumentRef", "demo:" + no);
        body.put("salespersons", salespersons(client));
        return new DemoOrder(no, client, body, People.IMPORT, day, course.of(day, requested, quantities));
    }

    /** What people have on their desks today: drafts, orders to verify, orders to confirm, and some just confirmed. */
    List<DemoOrder> openWork() {
        List<Step> steps = List.of(
                new Step("receive", null, People.CLERK, null),
                new Step("enter", null, People.CLERK, null),
                new Step("verify", Map.of("method", "SECOND_PERSON"), People.CLERK_2, null),
                new Step("confirm", null, People.MANAGER, null));
        List<String> channels = List.of("PHONE", "WECHAT", "EMAIL");
        List<DemoOrder> orders = new ArrayList<>();
        for (int taken : List.of(0, 0, 1, 2, 2, 2, 3, 3, 4, 4)) {
            String no = String.format("T%02d", orders.size() + 1);
            Client client = weighted.get(random.nextInt(weighted.size()));
            List<Product> products = products();
            String channel = channels.get(orders.size() % channels.size());
            Map<String, Object> body =
                    body(no, client, channel, requested(today, products), products, quantities(products));
            body.put("sourceDocumentRef", channel + " " + today + " " + client.contact());
            body.put("customerPoNo", "CG-" + today.getYear() + "-" + (1000 + random.nextInt(9000)));
            orders.add(new DemoOrder(no, client, body, People.CLERK, null, steps.subList(0, taken)));
        }
        return orders;
    }

    private List<Product> products() {
        Set<Integer> chosen = new TreeSet<>();
        int lines = 1 + random.nextInt(MOST_LINES);
        while (chosen.size() < lines) {
            chosen.add(random.nextInt(files.products().size()));
        }
        return chosen.stream().map(files.products()::get).toList();
    }

    private List<Integer> quantities(List<Product> products) {
        return products.stream()
                .map(product -> product.lot() * (1 + random.nextInt(MOST_LOTS)))
                .toList();
    }

    /** When the slowest product can be there, or some days later. */
    private LocalDate requested(LocalDate ordered, List<Product> products) {
        int lead = products.stream().mapToInt(Product::leadDays).max().orElseThrow();
        return workdays.plus(ordered, lead + random.nextInt(8));
    }

    private List<Map<String, String>> salespersons(Client client) {
        String colleague = files.salespeople()
                .get(random.nextInt(files.salespeople().size()))
                .no();
        boolean shared = random.nextDouble() < SHARED && !colleague.equals(client.owner());
        return shared
                ? List.of(
                        Map.of("employeeNo", client.owner(), "share", "70"),
                        Map.of("employeeNo", colleague, "share", "30"))
                : List.of(Map.of("employeeNo", client.owner(), "share", "100"));
    }

    private static Map<String, Object> body(
            String no,
            Client client,
            String channel,
            LocalDate requested,
            List<Product> products,
            List<Integer> quantities) {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (int i = 0; i < products.size(); i++) {
            BigDecimal price = products.get(i).listPrice();
            lines.add(Map.of(
                    "sku",
                    products.get(i).sku(),
                    "quantity",
                    quantities.get(i).toString(),
                    "unitPrice",
                    price.toPlainString(),
                    "discount",
                    DISCOUNTS.get(client.tier())));
        }
        return Batch.body(
                "channel",
                channel,
                "requestedDate",
                requested.toString(),
                "lines",
                lines,
                "externalRef",
                Map.of("system", DemoCompany.SOURCE, "id", no));
    }
}
