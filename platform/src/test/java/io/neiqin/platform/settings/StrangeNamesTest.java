package io.neiqin.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Names that nobody reads, or that are read otherwise than they are meant. */
class StrangeNamesTest {

    private final OrdersStart start = new OrdersStart();

    @Test
    void nameInAnOptionOrAFile_thatIsNoSetting_isRefused() {
        start.options.put("neiqin.relay.bach", "5");
        start.options.put("%prod.neiqin.colour", "red");
        assertThat(start.lines())
                .containsExactlyInAnyOrder(
                        "neiqin.relay.bach is no setting of this service. Is neiqin.relay.batch meant?",
                        "neiqin.colour is no setting of this service.");
    }

    @Test
    void variable_isRefusedWhereItIsASlip_andElseToldAndIgnored() {
        start.environment.put("NEIQIN_RELAY_BACH", "5");
        start.environment.put("NEIQIN_IMPORT_SECRET", "another program's");
        start.environment.put("NEIQIN_ORDERS_PORT_8080_TCP_ADDR", "10.0.0.1");
        assertThat(start.lines())
                .containsExactly("NEIQIN_RELAY_BACH is no setting of this service. Is NEIQIN_RELAY_BATCH meant?");
        assertThat(start.check().warnings())
                .extracting(new Report(Locale.ENGLISH)::line)
                .containsExactly(
                        "The environment variable NEIQIN_IMPORT_SECRET is no setting of this service; it is ignored.");
    }

    @Test
    void currency_isACodeInCapitals() {
        start.options.put("neiqin.order.limit.cny", "5");
        start.options.put("neiqin.order.limit.jpy", "5");
        start.options.put("neiqin.order.limit.QQQQQ", "5");
        assertThat(start.lines())
                .containsExactlyInAnyOrder(
                        "neiqin.order.limit.cny is no setting of this service. Is neiqin.order.limit.CNY meant?",
                        "neiqin.order.limit.jpy is no setting of this service. Is neiqin.order.limit.JPY meant?",
                        "neiqin.order.limit.QQQQQ is no setting of this service.");
    }

    @Test
    void currencyOfAVariable_isACode_too() {
        start.environment.put("NEIQIN_ORDER_LIMIT_JPY", "5");
        start.environment.put("NEIQIN_ORDER_LIMIT_CNYY", "5");
        assertThat(start.lines())
                .containsExactly(
                        "NEIQIN_ORDER_LIMIT_CNYY is no setting of this service. Is NEIQIN_ORDER_LIMIT_CNY meant?");
        assertThat(start.check().warnings()).isEmpty();
    }

    @Test
    void numberThatNothingAsksFor_isRefused_andAnotherServicesVariableIgnored() {
        start.options.put("neiqin.number.ordre", "SO######");
        start.environment.put("NEIQIN_NUMBER_CUSTOMER", "C######");
        assertThat(start.lines())
                .containsExactly("neiqin.number.ordre is no setting of this service. Is neiqin.number.order meant?");
        assertThat(start.check().warnings()).extracting(Fault::name).containsExactly("NEIQIN_NUMBER_CUSTOMER");
    }

    @Test
    void nameOfAProducer_hasSmallLetters() {
        start.options.put("neiqin.feed.url.Customer", "http://customer:8080");
        start.options.put("neiqin.feed.url.customer", "http://customer:8080");
        assertThat(start.lines()).containsExactly("neiqin.feed.url.Customer is no setting of this service.");
    }
}
