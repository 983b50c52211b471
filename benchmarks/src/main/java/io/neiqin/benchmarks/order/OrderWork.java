package io.neiqin.benchmarks.order;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.neiqin.benchmarks.Company;
import io.neiqin.benchmarks.FreshIds;
import io.neiqin.benchmarks.Project;
import io.neiqin.benchmarks.Stack;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.infra.DatabaseSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What creating an order comes to in the database, taken from a real one.
 *
 * @param rows one plain insert for every row that the service writes
 * @param sent every statement that the service sends, reads included, as it sends it
 */
record OrderWork(List<Sentence> rows, List<Sentence> sent) {

    private static final Pattern PLACE = Pattern.compile("\\$(\\d+)");

    /** Has the service create two orders, while nothing takes their events away, and looks at what that made of them. */
    static OrderWork observe(Stack stack, Company company) throws SQLException {
        DatabaseSettings database = stack.databaseOf(Stack.ORDERS);
        hold(database, "now() + interval '1 hour'");
        stack.administer("alter system set log_line_prefix = '%p '");
        stack.administer("alter system set log_statement = 'all'");
        stack.administer("select pg_reload_conf()");
        List<String> numbers = List.of(FreshIds.next(), FreshIds.next(), FreshIds.next());
        for (String number : numbers) {
            Api clerk = stack.at("/api/orders").as(Company.CLERK).key(number);
            Api.assertStatus(clerk.post("/api/orders/orders", company.order(number, "call 17")), 201);
        }
        stack.administer("alter system reset log_statement");
        stack.administer("select pg_reload_conf()");
        List<WrittenRows.Row> one = WrittenRows.of(database, numbers.get(1));
        List<WrittenRows.Row> other = WrittenRows.of(database, numbers.get(2));
        Set<String> fixed = Sentence.ids(one.toString());
        fixed.retainAll(Sentence.ids(other.toString()));
        hold(database, "'-infinity'");
        return new OrderWork(
                        other.stream().map(row -> insert(row, fixed)).toList(),
                        StatementLog.transaction(Project.log("postgres"), numbers.get(2)).stream()
                                .map(sent -> sentence(sent, fixed))
                                .toList())
                .requireWhole();
    }

    /** How many rows of each table. */
    Map<String, Long> tables() {
        return rows.stream().collect(groupingBy(Sentence::table, TreeMap::new, counting()));
    }

    /** A yardstick without one of these would be shorter than the thing it measures. */
    private OrderWork requireWhole() {
        Map<String, Long> least =
                Map.of("sales_order", 1L, "sales_order_line", 5L, "idempotency_key", 1L, "outbox", 1L);
        if (!tables().entrySet().containsAll(least.entrySet())) {
            throw new IllegalStateException("a create wrote " + tables() + ", which should contain " + least);
        }
        return this;
    }

    /** Takes the lease from the service's relay until then. */
    private static void hold(DatabaseSettings database, String until) throws SQLException {
        try (Connection connection = Stack.connect(database);
                var statement = connection.createStatement()) {
            statement.execute("update relay set owner = 'benchmark', epoch = epoch + 1, expires_at = " + until);
        }
    }

    private static Sentence insert(WrittenRows.Row row, Set<String> fixed) {
        String places = String.join(", ", Collections.nCopies(row.columns().size(), "?"));
        String sql =
                "insert into " + row.table() + " (" + String.join(", ", row.columns()) + ") values (" + places + ")";
        return Sentence.of(sql, row.values(), fixed);
    }

    private static Sentence sentence(StatementLog.Sent sent, Set<String> fixed) {
        List<String> values = new ArrayList<>();
        Matcher place = PLACE.matcher(sent.sql());
        StringBuilder sql = new StringBuilder();
        while (place.find()) {
            values.add(sent.values().get(Integer.parseInt(place.group(1)) - 1));
            place.appendReplacement(sql, "?");
        }
        place.appendTail(sql);
        return Sentence.of(sql.toString(), values, fixed);
    }
}
