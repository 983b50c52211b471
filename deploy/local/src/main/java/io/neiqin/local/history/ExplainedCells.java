package io.neiqin.local.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.neiqin.local.api.Api;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Takes cells of every KPI at random, asks for the facts behind each, page by page, and adds them up again. */
final class ExplainedCells {
    /** The first page is cut where a whole one would not be. */
    private static final int FIRST_PAGE = 7;

    private static final int PAGE = 200;

    /** What cells are kept for, and what is answered from the journal only. */
    private static final List<String> BREAKDOWNS = List.of(
            "",
            "product",
            "category",
            "customer",
            "country",
            "region",
            "salesperson",
            "department",
            "category,salesperson",
            "product,region,salesperson");

    private final Api api;
    private final List<String> periods;
    private final int wanted;
    private final long seed;
    private final Random random;

    /**
     * @param periods as the API takes them; each is asked for by itself, for an answer has a bounded length
     * @param wanted how many cells are taken, if there are so many
     * @param seed the same seed takes the same cells of the same figures
     */
    ExplainedCells(Api api, List<String> periods, int wanted, long seed) {
        this.api = api;
        this.periods = List.copyOf(periods);
        this.wanted = wanted;
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** @param differences one of each cell that does not add up, with its address */
    record Result(int cells, long seed, List<String> differences) {

        boolean equal() {
            return differences.isEmpty();
        }

        String summary() {
            return cells - differences.size() + "/" + cells + " explained cells re-add (seed " + seed + ")";
        }
    }

    Result check() throws IOException, InterruptedException {
        List<JsonNode> rows = sample();
        List<String> differences = new ArrayList<>();
        for (JsonNode row : rows) {
            difference(row).ifPresent(differences::add);
        }
        return new Result(rows.size(), seed, differences);
    }

    /** Each cell of the period is as likely as any other. */
    private List<JsonNode> sample() throws IOException, InterruptedException {
        List<JsonNode> taken = new ArrayList<>();
        int seen = 0;
        for (String question : questions()) {
            for (JsonNode row : api.get(question).body().path("rows")) {
                seen++;
                int place = random.nextInt(seen);
                if (taken.size() < wanted) {
                    taken.add(row);
                } else if (place < wanted) {
                    taken.set(place, row);
                }
            }
        }
        return taken;
    }

    private List<String> questions() throws IOException, InterruptedException {
        List<String> questions = new ArrayList<>();
        for (JsonNode kpi : api.get("/api/reporting/kpis").body().path("items")) {
            for (String variant : variants(kpi)) {
                for (String by : BREAKDOWNS) {
                    periods.forEach(period -> questions.add("/api/reporting/kpis/"
                            + kpi.path("code").asText() + "?period=" + period + "&grain=month&by=" + by + variant));
                }
            }
        }
        return questions;
    }

    /** Every choice of every parameter of the KPI's own. */
    private static List<String> variants(JsonNode kpi) {
        List<String> choices = List.of("");
        for (JsonNode variant : kpi.path("variants")) {
            List<String> longer = new ArrayList<>();
            for (String choice : choices) {
                for (JsonNode value : variant.path("values")) {
                    longer.add(choice + "&" + variant.path("parameter").asText() + "=" + value.asText());
                }
            }
            choices = longer;
        }
        return choices;
    }

    private Optional<String> difference(JsonNode row) throws IOException, InterruptedException {
        String address = row.path("explain").asText();
        Map<String, BigDecimal> sums = new LinkedHashMap<>();
        for (String part : row.has("due") ? List.of("due", "onTime") : List.of("value")) {
            sums.put(part, BigDecimal.ZERO);
        }
        JsonNode page = page(address, FIRST_PAGE, "");
        int total = page.path("total").asInt();
        int items = 0;
        for (boolean last = false; !last; ) {
            for (JsonNode item : page.path("items")) {
                BigDecimal value = new BigDecimal(item.path("value").asText());
                sums.merge(item.path("part").asText("value"), value, BigDecimal::add);
                items++;
            }
            last = !page.path("nextCursor").isTextual() || items > total;
            page = last
                    ? page
                    : page(address, PAGE, "&cursor=" + page.path("nextCursor").asText());
        }
        return difference(row, sums, items, total);
    }

    private JsonNode page(String address, int limit, String cursor) throws IOException, InterruptedException {
        return api.get(address + "&limit=" + limit + cursor).body();
    }

    private static Optional<String> difference(JsonNode row, Map<String, BigDecimal> sums, int items, int total) {
        List<String> found = new ArrayList<>();
        sums.forEach((part, sum) -> {
            String shown = row.path(part).asText("0");
            if (new BigDecimal(shown).compareTo(sum) != 0) {
                found.add(part + " is " + shown + ", its facts add up to " + sum.toPlainString());
            }
        });
        if (items != total) {
            found.add("has " + total + " items, its pages " + items);
        }
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(row.path("explain").asText() + ": " + String.join("; ", found));
    }
}
