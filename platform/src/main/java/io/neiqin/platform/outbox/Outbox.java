package io.neiqin.platform.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.neiqin.events.DomainEvent;
import io.neiqin.events.EventTypes;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.database.StatementParts;
import io.neiqin.platform.database.TransactionSql;
import io.neiqin.platform.event.EventCodec;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.problem.Problem;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Where a transaction leaves what it has to tell. Rows are written in the caller's session and transaction: they commit
 * with the aggregate or not at all.
 */
@ApplicationScoped
public class Outbox {

    /** A record that the broker refuses would stop the relay, so it is refused here. */
    static final int MAX_EVENT_BYTES = 512 * 1024;

    /**
     * Numbers and inserts in one statement. The upsert on event_stream locks the aggregate's row until commit, so the
     * versions of concurrent writers follow their commits; seq is drawn after that lock is held. Several aggregates are
     * locked in the order of their ids, so that two writers cannot wait for each other.
     */
    private static final String APPEND = """
            incoming as (
              select * from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[], $7::date[])
                with ordinality as i(id, topic, type, aggregate, payload, day, ord)
            ), stream as (
              insert into event_stream as s (aggregate_id, last)
              select aggregate, count(*) from incoming group by aggregate order by aggregate
              on conflict (aggregate_id) do update set last = s.last + excluded.last
              returning s.aggregate_id, s.last
            ), told as (
            insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, occurred_at, business_date,
                                actor, correlation_id, causation_id, import_batch, traceparent, payload)
            select i.id, i.topic, i.aggregate,
                   s.last - count(*) over (partition by i.aggregate)
                          + row_number() over (partition by i.aggregate order by i.ord),
                   i.type, $6, i.day, $8, $9, $10, $11, $12, i.payload
            from incoming i join stream s on s.aggregate_id = i.aggregate
            order by i.ord
            returning aggregateversion, seq)""";

    /** The same for one event, which is what most calls have: half the price for the database. */
    private static final String APPEND_ONE = """
            stream as (
              insert into event_stream as s (aggregate_id, last) values ($4, 1)
              on conflict (aggregate_id) do update set last = s.last + 1
              returning s.last
            ), told as (
            insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, occurred_at, business_date,
                                actor, correlation_id, causation_id, import_batch, traceparent, payload)
            select $1::uuid, $2, $4::uuid, last, $3, $6::timestamptz, $7::date, $8, $9, $10, $11, $12, $5
            from stream
            returning aggregateversion, seq)""";

    /** How many parameters these have. */
    private static final int OWN_VALUES = 12;

    private static final String LAST = " select aggregateversion from told order by seq desc limit 1";

    /** What differs between the events of one call, by column. */
    private record Rows(
            UUID[] ids, String[] topics, String[] types, UUID[] aggregates, String[] payloads, LocalDate[] days) {
        static Rows of(int size) {
            return new Rows(
                    new UUID[size],
                    new String[size],
                    new String[size],
                    new UUID[size],
                    new String[size],
                    new LocalDate[size]);
        }

        boolean isOne() {
            return ids.length == 1;
        }

        /** In the order of the statements' parameters; the days come later. */
        Stream<Object[]> columns() {
            return Stream.of(ids, topics, types, aggregates, payloads);
        }
    }

    private final EventCodec codec;
    private final String topic;

    /** @param topic this service's own */
    public Outbox(EventCodec codec, @ConfigProperty(name = "neiqin.topic") String topic) {
        this.codec = codec;
        this.topic = topic;
    }

    /**
     * Tells events, numbering those of one aggregate +1 each: those of a caller's command at its end, which Commands comes
     * to; others at once, which fails without a transaction.
     *
     * @param events of one aggregate or several, in the order in which they happened
     */
    public Uni<Void> append(CommandContext context, List<? extends DomainEvent> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Rows rows = encode(Told.all(context, events));
        if (context.isOfRequest()) {
            context.tell((session, along) -> insert(session, context, rows, along));
            return Uni.createFrom().voidItem();
        }
        return appendNow(context, rows).replaceWithVoid();
    }

    /**
     * Tells at once what counts for several days, and returns the version of the last event; fails without a transaction.
     *
     * @param context of all of them but for the day
     * @param told at least one
     */
    public Uni<Long> appendAll(CommandContext context, List<Told> told) {
        return appendNow(context, encode(told));
    }

    private Uni<Long> appendNow(CommandContext context, Rows rows) {
        return Panache.currentTransaction()
                .onItem()
                .ifNull()
                .failWith(() -> new IllegalStateException("outbox.append needs a transaction"))
                .chain(Panache::getSession)
                .flatMap(session -> insert(session, context, rows, StatementParts.NONE));
    }

    private static Uni<Long> insert(Mutiny.Session session, CommandContext context, Rows rows, StatementParts along) {
        Stream<Object> common = Stream.of(
                context.at().atOffset(ZoneOffset.UTC),
                rows.isOne() ? rows.days()[0] : rows.days(),
                context.actor().employeeNo(),
                context.correlationId(),
                context.causationId(),
                context.importBatch().orElse(null),
                traceparent());
        Stream<?> differing = rows.isOne() ? rows.columns().map(column -> column[0]) : rows.columns();
        return TransactionSql.select(
                        session,
                        statement(rows.isOne() ? APPEND_ONE : APPEND, along),
                        Stream.of(differing, common, along.values().stream())
                                .flatMap(values -> values)
                                .toArray())
                .map(Unchecked.function(version -> {
                    version.next();
                    return version.getLong(1);
                }));
    }

    private static String statement(String telling, StatementParts along) {
        return "with " + telling + (along.isNone() ? "" : ", " + along.numberedFrom(OWN_VALUES + 1)) + LAST;
    }

    private Rows encode(List<Told> told) {
        Rows rows = Rows.of(told.size());
        for (int i = 0; i < told.size(); i++) {
            DomainEvent event = told.get(i).event();
            String payload = write(event);
            if (isTooLarge(payload)) {
                throw Problem.rule("event-too-large", MAX_EVENT_BYTES / 1024);
            }
            rows.ids()[i] = Uuid7.next();
            rows.types()[i] = EventTypes.nameOf(event.getClass(), topic);
            rows.topics()[i] = EventTypes.topicOf(rows.types()[i]);
            rows.aggregates()[i] = event.aggregateId();
            rows.payloads()[i] = payload;
            rows.days()[i] = told.get(i).businessDate();
        }
        return rows;
    }

    /** Whether an event of this content could be told; asked where the content is still being typed. */
    public boolean fits(DomainEvent event) {
        return !isTooLarge(write(event));
    }

    private String write(DomainEvent event) {
        try {
            return codec.json().writeValueAsString(event);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static boolean isTooLarge(String payload) {
        // A char is three bytes at most.
        return payload.length() > MAX_EVENT_BYTES / 3
                && payload.getBytes(StandardCharsets.UTF_8).length > MAX_EVENT_BYTES;
    }

    /** W3C trace context of the current span; null when nothing is traced. */
    private static String traceparent() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid()
                ? "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                        + span.getTraceFlags().asHex()
                : null;
    }
}
