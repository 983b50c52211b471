package io.neiqin.journeys.check;

import static io.neiqin.testkit.http.Api.assertStatus;

import io.neiqin.journeys.Neiqin;
import io.neiqin.journeys.check.Finding.Code;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether the history of each record reaches to its last version without a gap, and whether the histories verify. */
final class TraceCheck {

    private static final Map<String, List<String>> RECORDS = Map.of(
            Neiqin.ADMIN, List.of("employee", "department", "work_calendar"),
            Neiqin.CUSTOMER, List.of("customer"),
            Neiqin.ORDERS, List.of("sales_order", "product"));

    private final Neiqin neiqin;

    TraceCheck(Neiqin neiqin) {
        this.neiqin = neiqin;
    }

    List<Finding> findings() throws SQLException {
        List<Finding> findings = new ArrayList<>();
        for (var service : RECORDS.entrySet()) {
            try (Sql sql = Sql.on(neiqin.database(service.getKey()))) {
                for (String table : service.getValue()) {
                    findings.addAll(sql.list(
                            untraced(table),
                            row -> new Finding(
                                    Code.TRACE,
                                    table + " " + row.getString(1) + " has version " + row.getInt(2)
                                            + " and the entries " + row.getString(3))));
                }
            }
            var report = assertStatus(
                    neiqin.get("root", "SYSTEM_ADMIN", "/api/" + service.getKey() + "/history/verification"), 200);
            report.<List<Object>>path("findings")
                    .forEach(finding -> findings.add(new Finding(Code.TRACE, service.getKey() + " " + finding)));
        }
        return findings;
    }

    /** Entries are numbered 1, 2, 3 …, the last one is of the last version. */
    private static String untraced(String table) {
        return """
                select r.id, r.version, coalesce(h.entries, 'none') from %s r left join (
                  select aggregate_id, count(*) as count, max(no) as last, max(version) as version,
                    string_agg(no || ':' || version, ' ' order by no) as entries
                  from history_entry group by aggregate_id) h on h.aggregate_id = r.id
                where h.version is distinct from r.version or h.last <> h.count
                order by r.id""".formatted(table);
    }
}
