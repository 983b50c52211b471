package io.neiqin.journeys.plant;

import static io.neiqin.journeys.Neiqin.ORDERS;

import io.neiqin.journeys.check.Finding.Code;
import io.neiqin.journeys.plant.PlantedBug.Change;
import java.util.List;

/** Bugs of the way of a command and of its events, planted into orders-service. */
final class OrdersBugs {

    private static final String PLATFORM = "platform/src/main/java/io/neiqin/platform/";
    private static final String COMMANDS = PLATFORM + "command/Commands.java";
    private static final String LOG = PLATFORM + "relay/EventLog.java";
    private static final String SENDER = PLATFORM + "relay/EventSender.java";

    /** A moment, so that a kill finds the gap that is there anyway; then back to the session's own thread. */
    private static final String MOMENT = """
            Uni.createFrom().voidItem().onItem().delayIt().by(java.time.Duration.ofMillis(150))
                    .emitOn(task -> here.runOnContext(on -> task.run()))""";

    private OrdersBugs() {}

    static List<PlantedBug> all() {
        return List.of(
                ifMatchIsNotCompared(),
                contentOfAKeyIsNotCompared(),
                keyIsStoredAfterTheCommit(),
                answerIsGivenBeforeTheCommit(),
                outboxHasItsOwnTransaction(),
                versionsHaveGaps(),
                relayGoesByACursor(),
                relayKeepsNoOrder(),
                sentIsNotedBeforeTheAcknowledgement(),
                senderGivesUp(),
                inboxForgetsVersions());
    }

    static PlantedBug ifMatchIsNotCompared() {
        return PlantedBug.of(
                "If-Match is not compared",
                ORDERS,
                Scenario.CALM,
                Code.DOUBLE,
                new Change(
                        PLATFORM + "command/CommandContext.java",
                        "if (expectedVersion != null && expectedVersion != current) {",
                        "if (false) {"));
    }

    private static PlantedBug contentOfAKeyIsNotCompared() {
        return PlantedBug.of(
                "an idempotency key answers whatever is asked",
                ORDERS,
                Scenario.CALM,
                Code.ANSWER,
                new Change(
                        PLATFORM + "command/IdempotencyKeys.java",
                        "if (!key.requestHash().equals(row.getString(\"request_hash\"))) {",
                        "if (false) {"));
    }

    private static PlantedBug keyIsStoredAfterTheCommit() {
        return PlantedBug.of(
                "the idempotency key is stored after the commit",
                ORDERS,
                Scenario.ORDERS_KILLED,
                Code.GHOST,
                new Change(COMMANDS, "        String path = requests.path();\n", """
                                String path = requests.path();
                                io.vertx.core.Context here = io.vertx.core.Vertx.currentContext();
                        """),
                new Change(
                        COMMANDS,
                        "end(session, context, key, reply)",
                        "end(session, context, Optional.empty(), reply)"),
                new Change(COMMANDS, "                .invoke(relay::wake)\n", """
                                .call(reply -> key.isEmpty() || reply.replayed()
                                        ? Uni.createFrom().voidItem()
                                        : %s
                                        .chain(() -> Panache.withTransaction(() -> Panache.getSession()
                                                .flatMap(later -> keys.store(later, key.get(), reply)))))
                                .invoke(relay::wake)
                        """.formatted(MOMENT)));
    }

    private static PlantedBug answerIsGivenBeforeTheCommit() {
        return PlantedBug.of(
                "the answer is given before the commit",
                ORDERS,
                Scenario.ORDERS_KILLED,
                Code.LOST,
                new Change(COMMANDS, "        return Panache.withTransaction(", """
                                var early = new java.util.concurrent.CompletableFuture<Response>();
                                io.vertx.core.Context here = io.vertx.core.Vertx.currentContext();
                                Panache.withTransaction("""),
                new Change(COMMANDS, """
                                        }))
                                        .invoke(relay::wake)
                                        .map(Reply::toResponse);
                        """, """
                                        }).invoke(reply -> early.complete(reply.toResponse()))
                                                .call(reply -> %s))
                                        .invoke(relay::wake)
                                        .subscribe().with(done -> {}, early::completeExceptionally);
                                return Uni.createFrom().completionStage(early);
                        """.formatted(MOMENT)));
    }

    private static PlantedBug outboxHasItsOwnTransaction() {
        return PlantedBug.of(
                "the outbox has a transaction of its own",
                ORDERS,
                Scenario.ORDERS_KILLED,
                Code.GHOST,
                new Change(
                        PLATFORM + "outbox/Outbox.java",
                        "context.tell((session, along) -> insert(session, context, rows, along));",
                        """
                        context.tell((session, along) -> {
                            io.vertx.core.Context here = io.vertx.core.Vertx.currentContext();
                            return io.quarkus.arc.Arc.container().instance(Mutiny.SessionFactory.class).get()
                                    .openSession()
                                    .flatMap(own -> own.withTransaction(begun -> insert(own, context, rows, along))
                                            .eventually(() -> own.close()))
                                    .call(() -> %s);
                        });""".formatted(MOMENT)));
    }

    private static PlantedBug versionsHaveGaps() {
        return PlantedBug.of(
                "the versions of an aggregate's events have gaps",
                ORDERS,
                Scenario.CALM,
                Code.ORDER,
                new Change(
                        PLATFORM + "outbox/Outbox.java",
                        "do update set last = s.last + 1\n",
                        "do update set last = s.last + 2\n"));
    }

    private static PlantedBug relayGoesByACursor() {
        return PlantedBug.of(
                "the relay goes by an id cursor, and skips what commits late",
                ORDERS,
                Scenario.CALM,
                Code.STUCK,
                // So that some commit later than others that have told after them, which is rare where commits are
                // quick.
                new Change(COMMANDS, "        String path = requests.path();\n", """
                                String path = requests.path();
                                io.vertx.core.Context here = io.vertx.core.Vertx.currentContext();
                        """),
                new Change(
                        COMMANDS,
                        "end(session, context, key, reply)",
                        "end(session, context, key, reply).call(() -> %s)"
                                .formatted(MOMENT.replace(
                                        "150", "java.util.concurrent.ThreadLocalRandom.current().nextInt(1, 300)"))),
                new Change(LOG, "connection.prepareStatement(MOVE)) {", """
                        connection.prepareStatement(MOVE.replace(
                                "from outbox order by seq",
                                "from outbox where seq > " + cursor + " and seq <= " + (cursor = newest(connection))
                                        + " order by seq"))) {"""),
                new Change(LOG, "    private List<LoggedEvent> read(", """
                            private static long cursor;

                            private static long newest(Connection connection) throws SQLException {
                                try (var rows = connection.createStatement().executeQuery("select max(seq) from outbox")) {
                                    rows.next();
                                    return Math.max(cursor, rows.getLong(1));
                                }
                            }

                            private List<LoggedEvent> read("""));
    }

    private static PlantedBug relayKeepsNoOrder() {
        return PlantedBug.of(
                "the relay takes a batch in no order",
                ORDERS,
                Scenario.CALM,
                Code.ORDER,
                new Change(LOG, "row_number() over (order by seq)", "row_number() over (order by seq desc)"));
    }

    private static PlantedBug sentIsNotedBeforeTheAcknowledgement() {
        return PlantedBug.of(
                "sent is noted before the acknowledgement",
                ORDERS,
                Scenario.ORDERS_KILLED,
                Code.LOST,
                new Change(
                        PLATFORM + "relay/Relay.java",
                        "            EventSender.Sending onTheWay = sender.begin(unsent);\n",
                        """
                                    log.sent(current, last);
                                    java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
                                    EventSender.Sending onTheWay = sender.begin(unsent);
                        """));
    }

    private static PlantedBug senderGivesUp() {
        return PlantedBug.of(
                "the sender gives a batch up when the broker is away",
                ORDERS,
                Scenario.BROKER_AWAY,
                Code.LOST,
                new Change(SENDER, "            throw new SendFailed(refused.getCause());\n", ""),
                new Change(SENDER, "int NEVER = Integer.MAX_VALUE;", "int NEVER = 1_500;"),
                new Change(
                        SENDER,
                        "10_000,\n                            ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG",
                        "1_000,\n                            ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG"));
    }

    private static PlantedBug inboxForgetsVersions() {
        return PlantedBug.of(
                "the inbox applies repeated events again",
                ORDERS,
                Scenario.EVENTS_REPEATED,
                Code.LOST,
                new Change(
                        PLATFORM + "consumer/ConsumedVersions.java",
                        "where (:version = 1 or exists (select 1 from consumed_version\n"
                                + "              where consumer = :consumer and aggregate_id = :aggregate"
                                + " and version = :version - 1))\n            and not exists",
                        "where not exists"),
                new Change(
                        PLATFORM + "consumer/ConsumedVersions.java",
                        "do update set version = excluded.version\n"
                                + "              where c.version = excluded.version - 1\n",
                        "do update set version = excluded.version\n"));
    }
}
