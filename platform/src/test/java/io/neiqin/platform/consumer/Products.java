package io.neiqin.platform.consumer;

import static org.awaitility.Awaitility.await;

import io.neiqin.events.orders.ProductEvent.ProductChanged;
import io.neiqin.platform.NoteApi;
import io.neiqin.platform.Sql;
import io.neiqin.testkit.events.EventFeeder;
import io.neiqin.testkit.events.EventFeeder.Published;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Product events as they are told, and what the sample consumer has made of them. */
final class Products {

    static final LocalDate DAY = LocalDate.of(2026, 11, 21);
    private static final Duration SOON = Duration.ofSeconds(20);

    final Sql sql;
    final EventFeeder feeder = NoteApi.ready().feeder;

    Products(DataSource database) {
        this.sql = new Sql(database);
    }

    Published tell(UUID product, long version, String sku) {
        return tell(product, version, sku, Instant.now());
    }

    Published tell(UUID product, long version, String sku, Instant time) {
        return feeder.publish(
                new ProductChanged(product, sku, "Name", "Category", null, "pcs", true), version, time, DAY);
    }

    void awaitVersion(UUID product, long version) {
        await().atMost(SOON).until(() -> version(product).equals(List.of(Long.toString(version))));
    }

    void awaitParked(UUID product, int count) {
        await().atMost(SOON).until(() -> parked(product).size() == count);
    }

    /** @param cured false makes it worse */
    void treat(UUID product, boolean cured) {
        sql.run(
                "insert into medicine values (?, ?) on conflict (product_id) do update set cured = excluded.cured",
                product,
                cured);
    }

    List<String> version(UUID product) {
        return sql.column(
                "select version from consumed_version where consumer = 'products' and aggregate_id = ?", product);
    }

    List<String> parked(UUID product) {
        return sql.column("select version from parked_event where aggregate_id = ? order by version", product);
    }

    List<String> causes(UUID product) {
        return sql.column("select cause from parked_event where aggregate_id = ? order by version", product);
    }

    /** What took effect, in its order; a double effect stands here twice. */
    List<String> effects(UUID product) {
        return sql.column("select sku from seen_product where product_id = ? order by nr", product);
    }
}
