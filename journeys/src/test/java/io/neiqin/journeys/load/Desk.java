package io.neiqin.journeys.load;

import com.fasterxml.jackson.databind.JsonNode;
import io.neiqin.journeys.Company;
import io.neiqin.testkit.Json;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes the commands of a run: which, by whom and with what content, all from one seed per worker. */
final class Desk {

    /** An order as its clients saw it last. */
    static final class Known {
        final UUID id;
        final String source;
        final String clerk;
        volatile String status;
        volatile String etag;
        volatile JsonNode lines;

        Known(UUID id, String source, String clerk) {
            this.id = id;
            this.source = source;
            this.clerk = clerk;
        }

        boolean isDone() {
            return "COMPLETED".equals(status) || "CANCELLED".equals(status);
        }
    }

    private final String run;
    private final List<String> customers;
    private final List<String> skus;
    private final AtomicInteger keys = new AtomicInteger();

    Desk(String run, List<String> customers, List<String> skus) {
        this.run = run;
        this.customers = customers;
        this.skus = skus;
    }

    private String newKey() {
        return "%s-%06d".formatted(run, keys.incrementAndGet());
    }

    Command create(Random random) {
        String key = newKey();
        String clerk = random.nextBoolean() ? Company.CLERK : Company.SECOND_CLERK;
        return new Command(key, Verb.CREATE, null, clerk, null, content(random, key, key));
    }

    private Command edit(Random random, Known order) {
        String key = newKey();
        return new Command(key, Verb.EDIT, order.id, order.clerk, order.etag, content(random, order.source, key));
    }

    /** The next step of an order as it was seen last; now and then another one than the straight way. */
    Command next(Random random, Known order) {
        boolean aside = random.nextInt(100) < 12;
        return switch (order.status) {
            case "DRAFT" -> aside ? edit(random, order) : plain(Verb.RECEIVE, order, order.clerk, null);
            case "RECEIVED" -> aside ? edit(random, order) : plain(Verb.ENTER, order, order.clerk, null);
            case "ENTERED" -> plain(Verb.VERIFY, order, other(order.clerk), "{\"method\":\"SECOND_PERSON\"}");
            case "VERIFIED" -> aside ? cancel(order) : plain(Verb.CONFIRM, order, Company.MANAGER, null);
            default -> aside && !hasShipped(order) ? cancel(order) : goods(random, order);
        };
    }

    /** Something that changes the order as it was seen, and only so. */
    Command contested(Random random, Known order) {
        return switch (order.status) {
            case "DRAFT", "RECEIVED" -> edit(random, order);
            case "CONFIRMED" -> shipOne(order);
            default -> next(random, order);
        };
    }

    /** The same as somebody else would ask for it at the same time. */
    Command again(Command command) {
        String key = newKey();
        String body = command.body() == null ? null : command.body().replace(command.key(), key);
        return new Command(key, command.verb(), command.order(), command.who(), command.ifMatch(), body);
    }

    private Command cancel(Known order) {
        return plain(Verb.CANCEL, order, Company.MANAGER, "{\"reason\":\"the customer changed his mind\"}");
    }

    private Command goods(Random random, Known order) {
        if (anyOpen(order, "shipped", "accepted") && random.nextBoolean()) {
            return plain(Verb.ACCEPT, order, order.clerk, "{}");
        }
        if (!anyOpen(order, "quantity", "shipped")) {
            return plain(Verb.ACCEPT, order, order.clerk, "{}");
        }
        return random.nextBoolean() ? plain(Verb.SHIP, order, Company.WAREHOUSE, "{}") : shipOne(order);
    }

    /** Ships one piece, or what is left of it, of the first line that has any open. */
    private Command shipOne(Known order) {
        for (JsonNode line : order.lines) {
            BigDecimal open = decimal(line, "quantity").subtract(decimal(line, "shipped"));
            if (open.signum() > 0) {
                String body = Json.text(Map.of(
                        "lines",
                        List.of(Map.of("lineNo", line.path("lineNo").asInt(), "quantity", open.min(BigDecimal.ONE)))));
                return new Command(newKey(), Verb.SHIP, order.id, Company.WAREHOUSE, order.etag, body);
            }
        }
        return plain(Verb.SHIP, order, Company.WAREHOUSE, "{}");
    }

    private Command plain(Verb verb, Known order, String who, String body) {
        return new Command(newKey(), verb, order.id, who, null, body);
    }

    private static boolean anyOpen(Known order, String most, String done) {
        for (JsonNode line : order.lines) {
            if (decimal(line, most).compareTo(decimal(line, done)) > 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasShipped(Known order) {
        for (JsonNode line : order.lines) {
            if (decimal(line, "shipped").signum() > 0) {
                return true;
            }
        }
        return false;
    }

    private static BigDecimal decimal(JsonNode line, String name) {
        return new BigDecimal(line.path(name).asText());
    }

    private static String other(String clerk) {
        return clerk.equals(Company.CLERK) ? Company.SECOND_CLERK : Company.CLERK;
    }

    /** @param source the key of the create, which is the order's source document; key the one whose content this is */
    private String content(Random random, String source, String key) {
        Map<String, Object> body = new HashMap<>(Map.of(
                "customerId",
                customers.get(random.nextInt(customers.size())),
                "channel",
                "PHONE",
                "sourceDocumentRef",
                source,
                "remark",
                key,
                "requestedDate",
                LocalDate.now().plusDays(2 + random.nextInt(40)).toString(),
                "lines",
                lines(random)));
        switch (random.nextInt(3)) {
            case 0 -> body.put("salespersons", shares("60", "40"));
            case 1 -> body.put("salespersons", shares("33.3333", "66.6667"));
            default -> body.put("priceBasis", "TAX_INCLUSIVE");
        }
        return Json.text(body);
    }

    private static List<Map<String, String>> shares(String one, String other) {
        return List.of(
                Map.of("employeeNo", Company.SELLER, "share", one),
                Map.of("employeeNo", Company.OTHER_SELLER, "share", other));
    }

    private List<Map<String, Object>> lines(Random random) {
        List<String> chosen = new ArrayList<>(skus);
        Collections.shuffle(chosen, random);
        List<Map<String, Object>> lines = new ArrayList<>();
        for (String sku : chosen.subList(0, 1 + random.nextInt(Math.min(5, chosen.size())))) {
            Map<String, Object> line = new HashMap<>();
            line.put("sku", sku);
            line.put("quantity", BigDecimal.valueOf(1 + random.nextInt(9_999), random.nextInt(4)));
            line.put("unitPrice", BigDecimal.valueOf(1 + random.nextInt(99_999), 1 + random.nextInt(4)));
            if (random.nextInt(4) == 0) {
                line.put("discount", BigDecimal.valueOf(random.nextInt(300), 3));
            }
            lines.add(line);
        }
        return lines;
    }
}
