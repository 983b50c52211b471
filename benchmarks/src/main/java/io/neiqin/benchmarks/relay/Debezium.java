package io.neiqin.benchmarks.relay;

import io.neiqin.benchmarks.Project;
import io.neiqin.benchmarks.Stack;
import io.neiqin.testkit.infra.ChildProcess;
import io.neiqin.testkit.infra.DatabaseSettings;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Debezium's engine on an outbox, in a process of its own and on its own class path. */
final class Debezium implements AutoCloseable {

    private static final String MAIN = "io.neiqin.benchmarks.peer.DebeziumTail";

    private final ChildProcess process;

    private Debezium(ChildProcess process) {
        this.process = process;
    }

    /** Returns at once; it tells what is written after it has begun to listen. */
    static Debezium start(Stack stack, DatabaseSettings database) throws IOException {
        Path settings = Project.target().resolve("debezium.properties");
        try (Writer writer = Files.newBufferedWriter(settings)) {
            properties(stack, database).store(writer, null);
        }
        return new Debezium(ChildProcess.start(
                "Debezium",
                Project.peer("-Xmx512m", "-XX:+UseParallelGC", MAIN, settings.toString()),
                Map.of(),
                "TERM",
                Project.log("debezium"),
                null));
    }

    long pid() {
        return process.pid();
    }

    private static Properties properties(Stack stack, DatabaseSettings database) {
        // The replication of a database is its server's matter.
        DatabaseSettings server = stack.databases().settingsFor("postgres");
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "brokers",
                stack.kafka(),
                "name",
                "outbox",
                "connector.class",
                "io.debezium.connector.postgresql.PostgresConnector",
                "offset.storage",
                "org.apache.kafka.connect.storage.MemoryOffsetBackingStore",
                "topic.prefix",
                "benchmark",
                "plugin.name",
                "pgoutput",
                "publication.autocreate.mode",
                "filtered",
                "table.include.list",
                "public.outbox",
                "snapshot.mode",
                "no_data",
                "tombstones.on.delete",
                "false"));
        properties.putAll(Map.of(
                "database.hostname",
                server.host(),
                "database.port",
                Integer.toString(server.port()),
                "database.user",
                server.user(),
                "database.password",
                server.password(),
                "database.dbname",
                database.name(),
                // Its defaults wait half a second between looks and take small batches: that would measure them, not
                // it.
                "poll.interval.ms",
                "10",
                "max.batch.size",
                "8192",
                "max.queue.size",
                "32768"));
        properties.putAll(Map.of(
                "transforms",
                "outbox",
                "transforms.outbox.type",
                "io.debezium.transforms.outbox.EventRouter",
                "transforms.outbox.table.field.event.key",
                "aggregateid",
                "transforms.outbox.route.by.field",
                "aggregatetype",
                "transforms.outbox.route.topic.replacement",
                "${routedByValue}",
                "transforms.outbox.table.fields.additional.placement",
                "aggregateversion:header:ce_aggregateversion,type:header:ce_type,actor:header:ce_actor,"
                        + "correlation_id:header:ce_correlationid,occurred_at:header:ce_time,"
                        + "business_date:header:ce_businessdate"));
        return properties;
    }

    @Override
    public void close() {
        process.stop();
    }
}
