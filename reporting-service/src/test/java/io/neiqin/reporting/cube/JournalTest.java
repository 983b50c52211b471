package io.neiqin.reporting.cube;

import static io.neiqin.reporting.Orders.ofTwo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.neiqin.reporting.Ledger;
import io.neiqin.reporting.Orders;
import io.neiqin.reporting.Reporting;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventFeeder.Published;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The journal keeps what it was told. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class JournalTest {

    private static final LocalDate DAY = LocalDate.of(2010, 5, 5);

    @Inject
    DataSource database;

    private Reporting reporting;
    private Ledger ledger;

    @BeforeEach
    void ready() {
        reporting = Reporting.ready();
        ledger = new Ledger(database);
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("the journal cannot be changed, and no event counts twice in it")
    void journal_isInsertOnly() {
        reporting.applied(reporting.tell(DAY, ofTwo("J-1").confirmed()));

        assertThatThrownBy(() -> ledger.execute("update kpi_fact set value = 0"))
                .hasMessageContaining("insert-only");
        assertThatThrownBy(() -> ledger.execute("delete from kpi_fact")).hasMessageContaining("insert-only");
        assertThatThrownBy(() -> ledger.execute("delete from journal_event")).hasMessageContaining("insert-only");
        assertThatThrownBy(() -> ledger.execute("insert into kpi_fact select * from kpi_fact limit 1"))
                .hasMessageContaining("kpi_fact_pkey");
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("entries are numbered in the order of commits: nobody takes a number while one is open")
    void entry_waitsForTheOneBeforeIt() throws SQLException {
        Orders order = ofTwo("J-2");
        String itsFacts = "select distinct entry from kpi_fact where order_id = '" + order.orderId() + "'";
        Published confirmed;
        try (Connection other = database.getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().executeUpdate("update journal set entries = entries + 1");
            confirmed = reporting.tell(DAY, order.confirmed());
            await().during(Duration.ofSeconds(1))
                    .until(() -> ledger.query(itsFacts).isEmpty());
            other.rollback();
        }

        reporting.applied(confirmed);

        assertThat(ledger.query(itsFacts)).isEqualTo(ledger.query("select entries from journal"));
        assertThat(ledger.query("select actor from journal_event where event_id = '"
                        + confirmed.attributes().get("id") + "'"))
                .containsExactly("feeder");
    }
}
