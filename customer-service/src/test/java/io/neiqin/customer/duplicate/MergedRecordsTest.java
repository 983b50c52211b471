package io.neiqin.customer.duplicate;

import static io.neiqin.customer.CustomerApi.CLERK;
import static io.neiqin.customer.CustomerApi.MANAGER;
import static io.neiqin.customer.CustomerApi.OTHER_SELLER;
import static io.neiqin.customer.CustomerApi.SELLER;
import static io.neiqin.customer.CustomerApi.path;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.customer.CreditApi;
import io.neiqin.customer.SalesApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.Api;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was kept about a customer that is another one now. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class MergedRecordsTest {

    private static final String TICKETS = "/api/customer/tickets";

    private CreditApi papers;
    private Api api;

    @BeforeEach
    void ready() {
        papers = CreditApi.ready();
        api = papers.api;
    }

    @Test
    @Tag("CUS-13")
    @Tag("CUS-11")
    @DisplayName("what was kept about a merged customer is found with the one that stands for it, by who owns that one")
    void recordsFollow_whoStandsForIt() {
        String from = papers.customers.customerOf(SELLER);
        String into = papers.customers.customerOf(OTHER_SELLER);
        String call = made(SalesApi.ACTIVITIES, SalesApi.call("customerId", from, "REACHED"));
        String ticket = made(
                TICKETS,
                Map.of(
                        "type",
                        "COMPLAINT",
                        "channel",
                        "PHONE",
                        "subject",
                        "漏油",
                        "description",
                        "泵漏油",
                        "customerId",
                        from));
        String paper = papers.attached(CLERK, from, "AGREEMENT");
        assertStatus(api.as(SELLER).get(SalesApi.ACTIVITIES + "/" + call), 200);
        assertProblem(api.as(OTHER_SELLER).get(SalesApi.ACTIVITIES + "/" + call), 404, "not-found");

        assertStatus(
                api.as(MANAGER).header("X-Reason", "the same").post(path(from) + "/merge", Map.of("into", into)), 200);

        assertThat(ids(SalesApi.ACTIVITIES + "?customerId=" + into)).containsExactly(call);
        assertThat(ids(TICKETS + "?customerId=" + into)).containsExactly(ticket);
        assertStatus(api.as(OTHER_SELLER).get(SalesApi.ACTIVITIES + "/" + call), 200);
        assertProblem(api.as(SELLER).get(SalesApi.ACTIVITIES + "/" + call), 404, "not-found");
        assertProblem(api.as(SELLER).get(TICKETS + "/" + ticket), 404, "not-found");
        String of = CreditApi.ATTACHMENTS + "?type=customer&record=" + from;
        assertThat(ids(of)).containsExactly(paper);
        assertProblem(papers.attach(CLERK, from, "AGREEMENT"), 409, "customer-merged");
    }

    private String made(String address, Map<String, Object> body) {
        return assertStatus(api.as(CLERK).post(address, body), 201).path("id");
    }

    private List<String> ids(String address) {
        return assertStatus(api.as(OTHER_SELLER).get(address), 200).path("items.id");
    }
}
