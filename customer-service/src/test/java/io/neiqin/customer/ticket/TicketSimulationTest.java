package io.neiqin.customer.ticket;

import static io.neiqin.customer.CustomerApi.CLERK;
import static io.neiqin.customer.CustomerApi.MANAGER;
import static io.neiqin.customer.ticket.TicketApi.AGENT;
import static io.neiqin.customer.ticket.TicketApi.LEAD;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** TKT-4: what other rules would have done with the tickets that were solved. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class TicketSimulationTest {

    private static final String SIMULATE = "/api/customer/ticket-assignments/simulate";
    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    /** Leads, and sees nothing but what is his. */
    private static final String NARROW = "TA-NARROW";
    /** As {@code many} has it. */
    private static final LocalDate BUSY_DAY = LocalDate.of(2001, 2, 3);

    private final Stored stored;
    private final TicketCrew crew;
    private final TicketApi tickets;

    TicketSimulationTest(DataSource database) {
        stored = new Stored(database);
        crew = new TicketCrew(database);
        tickets = crew.tickets;
    }

    @BeforeEach
    void ready() {
        tickets.customers.organisation.employee(NARROW, "CLERK_LEAD", "SELF");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> crew.as(NARROW).get(TicketCrew.TASKS + "?limit=1").statusCode() == 200);
    }

    @Test
    @Tag("TKT-4")
    @Tag("KPI-27")
    @DisplayName("the tickets that were solved, given out anew by other rules, beside what was and what is set")
    void saysWhatWouldHaveBeen() {
        crew.come(TicketCrew.ALL.toArray(String[]::new));
        try {
            // All before the first is solved: who has nothing to do and has just done one, would get the next, too.
            List<String> nine =
                    IntStream.range(0, 9).mapToObj(i -> crew.enquiry()).toList();
            for (String id : nine) {
                String owner = crew.owner(id);
                tickets.does(owner, id, "accept");
                tickets.does(owner, id, "start");
                tickets.does(owner, id, "resolve", Map.of("solution", "told him"));
            }
            isKnown_howQuickTheyAre();
        } finally {
            crew.leave(TicketCrew.ALL.toArray(String[]::new));
        }
        Map<String, Object> request = body(TODAY, TODAY);
        Response answer = stored.unchangedBy(() -> assertStatus(crew.as(LEAD).post(SIMULATE, request), 200));
        int pieces = answer.path("observed.pieces");
        assertThat(pieces).isGreaterThanOrEqualTo(9);
        for (String which : List.of("observed", "policy", "compareWith")) {
            assertThat(answer.<Integer>path(which + ".pieces")).isEqualTo(pieces);
            assertThat(answer.<Integer>path(which + ".done")).isEqualTo(pieces);
            Map<String, Integer> given = answer.path(which + ".given");
            assertThat(given).containsKeys("TA-ANNA", "TA-BEN", "TA-CORA");
            assertThat(given.values().stream().mapToInt(Integer::intValue).sum())
                    .isEqualTo(pieces);
        }
        assertThat(assertStatus(crew.as(MANAGER).post(SIMULATE, request), 200).asString())
                .as("the same every time")
                .isEqualTo(answer.asString());
        Map<String, Object> set = body(TODAY, TODAY);
        set.put("policy", Map.of());
        Response asSet = assertStatus(crew.as(LEAD).post(SIMULATE, set), 200);
        assertThat(asSet.<Object>path("policy"))
                .as("what is left out is as it is set")
                .isEqualTo(asSet.path("compareWith"));
        assertThat(asSet.<Integer>path("soonerPercent")).isZero();
        Map<String, Object> turned = body(TODAY, TODAY);
        turned.put("policy", Map.of());
        turned.put("compareWith", Map.of("strategy", "ROUND_ROBIN"));
        assertThat(assertStatus(crew.as(LEAD).post(SIMULATE, turned), 200).<Object>path("compareWith"))
                .isEqualTo(answer.path("policy"));
    }

    /** Three each are enough to know it: a minute each, as all of them. */
    private void isKnown_howQuickTheyAre() {
        String id = crew.enquiry();
        List<Map<String, Object>> reasons =
                crew.as(LEAD).get(TicketCrew.path(crew.task(id))).path("reasons");
        assertThat(reasons)
                .contains(Map.of("criterion", "TIME", "value", 1, "points", 100))
                .contains(Map.of("criterion", "LOAD", "value", 0, "points", 500));
        tickets.does(LEAD, id, "cancel", Map.of("reason", "enough"));
    }

    @TestFactory
    @Tag("TKT-4")
    @Tag("SEC-1")
    @DisplayName("what is not simulated, and for whom")
    Stream<DynamicTest> refuses() {
        Map<String, Object> byHand = body(TODAY, TODAY);
        byHand.put("policy", Map.of("strategy", "MANUAL"));
        Map<String, Object> withHand = body(TODAY, TODAY);
        withHand.put("compareWith", Map.of("strategy", "MANUAL"));
        Map<String, Object> negative = body(TODAY, TODAY);
        negative.put("policy", Map.of("time", -1));
        Map<String, Object> endless = body(TODAY, TODAY);
        endless.remove("to");
        LocalDate before = LocalDate.of(1990, 1, 1);
        return Refusal.tests(
                stored,
                tickets.api,
                refusal("by one who does not lead", 403, "role-missing", CLERK, body(TODAY, TODAY)),
                refusal("by one who answers customers", 403, "role-missing", AGENT, body(TODAY, TODAY)),
                refusal("backwards", 422, "simulation-invalid", LEAD, body(TODAY, TODAY.minusDays(1)))
                        .at("/to"),
                refusal("of more than a year", 422, "simulation-invalid", LEAD, body(before, before.plusDays(366)))
                        .at("/to"),
                refusal("what a lead would do", 422, "simulation-invalid", LEAD, byHand)
                        .at("/policy/strategy"),
                refusal("beside what a lead would do", 422, "simulation-invalid", LEAD, withHand)
                        .at("/compareWith/strategy"),
                refusal("of days without tickets", 422, "simulation-of-nothing", LEAD, body(before, before)),
                refusal("of what is out of sight", 422, "simulation-of-nothing", NARROW, body(TODAY, TODAY)),
                refusal("by a negative factor", 400, "invalid-request", LEAD, negative)
                        .at("/policy/time"),
                refusal("without an end", 400, "invalid-request", LEAD, endless).at("/to"),
                Refusal.of(
                        "anonymous",
                        401,
                        "token-missing",
                        api -> api.anonymous().post(SIMULATE, body(TODAY, TODAY))));
    }

    @Test
    @Tag("TKT-4")
    @DisplayName("more than twenty thousand are refused, and one less is simulated while one waits")
    void isBounded() {
        many(20_001);
        try {
            refusal("of too many", 422, "simulation-too-large", LEAD, body(BUSY_DAY, BUSY_DAY))
                    .check(stored, tickets.api);
            crew.number("delete from work_task where number = 'TK-1' and assignee_no = 'TA-OLD'");
            long start = System.nanoTime();
            Response answer = assertStatus(crew.as(LEAD).post(SIMULATE, body(BUSY_DAY, BUSY_DAY)), 200);
            System.out.printf("20,000 tickets simulated twice in %d ms%n", (System.nanoTime() - start) / 1_000_000);
            assertThat(answer.<Integer>path("observed.pieces")).isEqualTo(20_000);
            assertThat(answer.<Map<String, Integer>>path("observed.given")).isEqualTo(Map.of("TA-OLD", 20_000));
        } finally {
            crew.number("delete from work_task where assignee_no = 'TA-OLD'");
        }
    }

    /** Nobody does that many by hand: a second apart, each in twenty minutes. */
    private void many(int count) {
        crew.number("""
                insert into work_task (id, version, subject_type, subject_id, number, kind, terms, weight, about, need, state,
                    assignee_no, score, reasons, turns, opened_at, offered_at, accepted_at, closed_at, done_by)
                select gen_random_uuid(), 0, 'ticket', gen_random_uuid(), 'TK-' || i, 'ticket-inquiry', '{}', 1, null, '{}',
                    'DONE', 'TA-OLD', 0, '{}', '{}', t.at, t.at, t.at, t.at + interval '20 minutes', 'TA-OLD'
                from generate_series(1, ?) i,
                    lateral (select timestamptz '2001-02-03 09:00:00+08' + i * interval '1 second' as at) t""", count);
    }

    private static Map<String, Object> body(LocalDate from, LocalDate to) {
        Map<String, Object> body = new HashMap<>();
        body.put("from", from.toString());
        body.put("to", to.toString());
        body.put("policy", Map.of("strategy", "ROUND_ROBIN"));
        return body;
    }

    private static Refusal refusal(String name, int status, String code, String who, Map<String, Object> body) {
        return Refusal.of(name, status, code, api -> api.as(who).post(SIMULATE, body));
    }
}
