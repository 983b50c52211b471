package io.neiqin.reporting.explain;

import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.reporting.Reporting;
import io.neiqin.testkit.Json;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntUnaryOperator;

/** An explanation, all pages of it. */
record Explained(Map<String, Object> cell, int total, int facts, List<Map<String, Object>> items, int pages) {

    private static final String KPIS = "/api/reporting/kpis";

    /**
     * Reads page by page.
     *
     * @param address as a row tells it
     * @param limits the limit of each page, given the number of items
     */
    static Explained read(Reporting reporting, String who, String address, IntUnaryOperator limits) {
        Page first = page(reporting, who, address, 1, null);
        List<Map<String, Object>> items = new ArrayList<>(first.items);
        int pages = 1;
        for (String cursor = first.nextCursor; cursor != null; pages++) {
            Page next = page(reporting, who, address, limits.applyAsInt(first.total), cursor);
            assertThat(next.cell).isEqualTo(first.cell);
            assertThat(next.total).isEqualTo(first.total);
            assertThat(next.items).isNotEmpty();
            items.addAll(next.items);
            assertThat(items).hasSizeLessThanOrEqualTo(first.total);
            cursor = next.nextCursor;
        }
        return new Explained(first.cell, first.total, first.facts, items, pages);
    }

    static Page page(Reporting reporting, String who, String address, int limit, String cursor) {
        assertThat(address).startsWith(KPIS);
        String rest = address.substring(KPIS.length()) + "&limit=" + limit;
        Response page = assertStatus(reporting.ask(who, cursor == null ? rest : rest + "&cursor=" + cursor), 200);
        return Json.read(page.asString(), Page.class);
    }

    record Page(Map<String, Object> cell, int total, int facts, List<Map<String, Object>> items, String nextCursor) {}

    /** @param part of a ratio; null for a KPI without parts */
    BigDecimal sum(String part) {
        return items.stream()
                .filter(item -> Objects.equals(item.get("part"), part))
                .map(item -> new BigDecimal((String) item.get("value")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Fails unless the items are whole, each there once, and add up to the row of the KPI's answer. */
    void assertAddsUpTo(Map<String, Object> row) {
        String what = row.get("explain") + " " + cell;
        for (String value : List.of("value", "due", "onTime", "currency")) {
            assertThat(cell.get(value)).as(what).isEqualTo(row.get(value));
        }
        if (row.containsKey("due")) {
            assertThat(sum("due")).as(what).isEqualByComparingTo((String) row.get("due"));
            assertThat(sum("onTime")).as(what).isEqualByComparingTo((String) row.get("onTime"));
        } else {
            assertThat(sum(null)).as(what).isEqualByComparingTo((String) row.get("value"));
        }
        assertThat(items).as(what).hasSize(total).doesNotHaveDuplicates();
        assertThat(items.stream().mapToInt(Explained::factsOf).sum()).as(what).isEqualTo(facts);
        assertThat(items)
                .as(what)
                .isSortedAccordingTo((a, b) -> ((String) a.get("day")).compareTo((String) b.get("day")));
    }

    private static int factsOf(Map<String, Object> item) {
        return ((List<?>) item.get("facts")).size();
    }
}
