package io.neiqin.customer.lead;

import static io.neiqin.customer.CustomerApi.FINANCE;
import static io.neiqin.customer.CustomerApi.LEAVER;
import static io.neiqin.customer.CustomerApi.contact;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.customer.SalesApi.CALLER;
import static io.neiqin.customer.SalesApi.CALLS_HEAD;
import static io.neiqin.customer.SalesApi.CLERK;
import static io.neiqin.customer.SalesApi.CLERK_LEAD;
import static io.neiqin.customer.SalesApi.LEADS;
import static io.neiqin.customer.SalesApi.MANAGER;
import static io.neiqin.customer.SalesApi.OTHER_CALLER;
import static io.neiqin.customer.SalesApi.SELLER;
import static io.neiqin.customer.SalesApi.fullLead;
import static io.neiqin.customer.SalesApi.lead;

import io.neiqin.customer.SalesApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** What a lead and the vocabulary of its sources refuse; after each, nothing has changed. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class LeadRefusalTest {

    private static final String SOURCES = "/api/customer/lead-sources";

    private final Stored stored;
    private SalesApi sales;

    LeadRefusalTest(DataSource database) {
        stored = new Stored(database);
    }

    @BeforeEach
    void ready() {
        sales = SalesApi.ready();
    }

    @TestFactory
    @Tag("SEC-1")
    @Tag("CUS-28")
    @DisplayName("whoever may not is refused, and so is what is no lead")
    Stream<DynamicTest> refuses() {
        String his = sales.leadOf(CALLER);
        String at = LEADS + "/" + his;
        Map<String, Object> reason = Map.of("reason", "no budget");
        Map<String, Object> broken = lead();
        broken.put("contact", contact("赵敏", "12", null));
        return Refusal.tests(
                stored,
                sales.api,
                Refusal.of(
                        "finance captures",
                        403,
                        "role-missing",
                        api -> api.as(FINANCE).post(LEADS, lead())),
                Refusal.of(
                        "a telemarketer captures for another",
                        403,
                        "lead-owner-not-you",
                        api -> api.as(CALLER).post(LEADS, with(lead(), "ownerNo", SELLER))),
                Refusal.of(
                        "a telemarketer gives his away",
                        403,
                        "role-missing",
                        api -> api.as(CALLER).post(at + "/assign", Map.of("ownerNo", SELLER))),
                Refusal.of(
                        "a colleague's",
                        404,
                        "not-found",
                        api -> api.as(OTHER_CALLER).post(at + "/disqualify", reason)),
                Refusal.of(
                                "to somebody who has left",
                                422,
                                "inactive-owner",
                                api -> api.as(CALLS_HEAD).post(at + "/assign", Map.of("ownerNo", LEAVER)))
                        .at("/ownerNo"),
                Refusal.of(
                        "to nobody",
                        422,
                        "unknown-owner",
                        api -> api.as(MANAGER).post(at + "/assign", Map.of("ownerNo", "E999"))),
                Refusal.of(
                                "to whom it is his",
                                409,
                                "lead-already-owned",
                                api -> api.as(MANAGER).post(at + "/assign", Map.of("ownerNo", CALLER)))
                        .allowing(List.of("edit", "assign", "start", "convert", "disqualify", "unmask")),
                Refusal.of(
                                "reopened while it is open",
                                409,
                                "illegal-transition",
                                api -> api.as(CALLER).post(at + "/reopen"))
                        .allowing(List.of("edit", "start", "convert", "disqualify", "unmask")),
                Refusal.of(
                                "no reason",
                                400,
                                "invalid-request",
                                api -> api.as(CALLER).post(at + "/disqualify", Map.of("reason", " ")))
                        .at("/reason"),
                Refusal.of(
                        "stale",
                        412,
                        "stale-version",
                        api -> api.as(CALLER).ifMatch(7).post(at + "/start")),
                Refusal.of(
                        "a change without having looked",
                        428,
                        "if-match-required",
                        api -> api.as(CALLER).put(at, lead())),
                Refusal.of(
                                "a change of owner",
                                422,
                                "lead-invalid",
                                api -> api.as(CLERK).ifMatch(0).put(at, fullLead(SELLER)))
                        .at("/ownerNo"),
                Refusal.of(
                                "a source that there is not",
                                422,
                                "unknown-lead-source",
                                api -> api.as(CLERK).post(LEADS, with(lead(), "source", "RUMOUR")))
                        .at("/source"),
                Refusal.of(
                                "no name",
                                400,
                                "invalid-request",
                                api -> api.as(CLERK).post(LEADS, with(lead(), "name", null)))
                        .at("/name"),
                Refusal.of(
                                "no country of this world",
                                422,
                                "lead-invalid",
                                api -> api.as(CLERK).post(LEADS, with(lead(), "country", "XX")))
                        .at("/country"),
                Refusal.of("no phone", 422, "lead-invalid", api -> api.as(CLERK).post(LEADS, broken))
                        .at("/contact/phone"),
                Refusal.of(
                                "a mask of nothing",
                                422,
                                "lead-invalid",
                                api -> api.as(CLERK)
                                        .post(LEADS, with(lead(), "contact", contact("赵敏", "138****5678", null))))
                        .at("/contact/phone"),
                Refusal.of(
                                "a field that there is not",
                                400,
                                "invalid-request",
                                api -> api.as(CLERK).post(LEADS, with(lead(), "status", "CONVERTED")))
                        .at("/status"),
                Refusal.of(
                        "a filter that there is not",
                        400,
                        "parameter-invalid",
                        api -> api.as(CLERK).get(LEADS + "?status=GONE")),
                Refusal.of(
                        "a clerk changes the vocabulary",
                        403,
                        "role-missing",
                        api -> api.as(CLERK).post(SOURCES, source("FAIR"))),
                Refusal.of(
                        "a word twice",
                        409,
                        "duplicate-lead-source",
                        api -> api.as(CLERK_LEAD).post(SOURCES, source("EXHIBITION"))),
                Refusal.of(
                                "no code",
                                400,
                                "invalid-request",
                                api -> api.as(CLERK_LEAD).post(SOURCES, source("fair")))
                        .at("/code"));
    }

    static Map<String, Object> source(String code) {
        return Map.of("code", code, "zh", "展览", "en", "Fair");
    }
}
