package io.neiqin.benchmarks.order;

import io.neiqin.benchmarks.Project;
import io.neiqin.benchmarks.Stack;
import io.neiqin.testkit.infra.ChildProcess;
import io.neiqin.testkit.infra.DatabaseSettings;
import io.neiqin.testkit.infra.FreePort;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** P0's other side: an HTTP server that parses an order and sends given statements, through the reactive client alone. */
public final class PlainServer extends AbstractVerticle {

    private static final int EVENT_LOOPS = 2;
    private static final Duration START = Duration.ofSeconds(30);

    private final JsonObject settings;
    private final List<Sentence> sentences = new ArrayList<>();
    private Pool pool;

    private PlainServer(JsonObject settings) {
        this.settings = settings;
        for (Object each : settings.getJsonArray("sentences")) {
            JsonObject one = (JsonObject) each;
            List<List<String>> parameters = new ArrayList<>();
            for (Object pieces : one.getJsonArray("parameters")) {
                parameters.add(pieces == null ? null : strings((JsonArray) pieces));
            }
            sentences.add(new Sentence(one.getString("sql"), parameters));
        }
    }

    /** Starts it as a process of its own; returns when it listens. */
    static ChildProcess launch(int port, DatabaseSettings database, List<Sentence> sentences)
            throws IOException, SQLException {
        JsonArray typed = new JsonArray();
        try (Connection connection = Stack.connect(database)) {
            for (Sentence sentence : sentences) {
                JsonArray parameters = new JsonArray();
                sentence.parameters().forEach(one -> parameters.add(one == null ? null : new JsonArray(one)));
                typed.add(new JsonObject()
                        .put("sql", typed(connection, sentence.sql()))
                        .put("parameters", parameters));
            }
        }
        JsonObject settings = new JsonObject()
                .put("port", port)
                .put("database", database.name())
                .put("databasePort", database.port())
                .put("user", database.user())
                .put("sentences", typed);
        Path file = Files.writeString(Project.target().resolve("plain-server.json"), settings.encode());
        ChildProcess process = ChildProcess.start(
                "plain",
                Project.java("-Xmx512m", "-XX:+UseParallelGC", PlainServer.class.getName(), file.toString()),
                Map.of("PGPASSWORD", database.password()),
                "TERM",
                Project.log("plain"),
                null);
        process.awaitReady(() -> FreePort.listening("127.0.0.1:" + port), START);
        return process;
    }

    /** The reactive client sends a parameter by its type; here all are texts, which the server is told to convert. */
    private static String typed(Connection connection, String sql) throws SQLException {
        StringBuilder numbered = new StringBuilder();
        int count = 0;
        for (char c : sql.toCharArray()) {
            numbered.append(c == '?' ? "$" + ++count : String.valueOf(c));
        }
        try (var statement = connection.createStatement()) {
            statement.execute("prepare typed as " + numbered);
            try (var types = statement.executeQuery(
                    "select parameter_types::text[] from pg_prepared_statements where name = 'typed'")) {
                types.next();
                String[] names = (String[]) types.getArray(1).getArray();
                String result = numbered.toString();
                for (int i = names.length; i > 0; i--) {
                    result = result.replaceAll("\\$" + i + "(?!\\d)", "(\\$" + i + "::text::" + names[i - 1] + ")");
                }
                return result;
            } finally {
                statement.execute("deallocate typed");
            }
        }
    }

    public static void main(String[] arguments) throws IOException {
        JsonObject settings = new JsonObject(Files.readString(Path.of(arguments[0])));
        Vertx.vertx()
                .deployVerticle(() -> new PlainServer(settings), new DeploymentOptions().setInstances(EVENT_LOOPS))
                .onFailure(failure -> {
                    failure.printStackTrace();
                    System.exit(1);
                });
    }

    @Override
    public void start() {
        PgConnectOptions database = new PgConnectOptions()
                .setHost("127.0.0.1")
                .setPort(settings.getInteger("databasePort"))
                .setDatabase(settings.getString("database"))
                .setUser(settings.getString("user"))
                .setPassword(System.getenv("PGPASSWORD"))
                .setCachePreparedStatements(true);
        pool = PgBuilder.pool()
                .using(vertx)
                .connectingTo(database)
                .with(new PoolOptions().setMaxSize(OrderBench.CONNECTIONS / EVENT_LOOPS))
                .build();
        vertx.createHttpServer().requestHandler(this::answer).listen(settings.getInteger("port"), "127.0.0.1");
    }

    private void answer(HttpServerRequest request) {
        request.body()
                .map(Buffer::toJsonObject)
                .compose(order -> pool.withTransaction(connection -> write(connection, new HashMap<>(), 0)))
                .onSuccess(done -> request.response().setStatusCode(201).end("{}"))
                .onFailure(failure -> request.response().setStatusCode(500).end(String.valueOf(failure)));
    }

    private Future<Void> write(SqlConnection connection, Map<String, String> fresh, int next) {
        if (next == sentences.size()) {
            return Future.succeededFuture();
        }
        Sentence sentence = sentences.get(next);
        Tuple values = Tuple.tuple();
        for (int i = 0; i < sentence.parameters().size(); i++) {
            values.addString(sentence.value(i, fresh));
        }
        return connection
                .preparedQuery(sentence.sql())
                .execute(values)
                .compose(rows -> write(connection, fresh, next + 1));
    }

    private static List<String> strings(JsonArray array) {
        return array.stream().map(String.class::cast).toList();
    }
}
