package io.neiqin.benchmarks.order;

import io.neiqin.benchmarks.Stack;
import io.neiqin.benchmarks.measure.ClosedLoop;
import io.neiqin.testkit.infra.DatabaseSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Y1: a bare JDBC client that sends an order's statements one by one over a connection of its own, with one commit. */
final class BareOrders implements ClosedLoop.Worker, AutoCloseable {

    private final Connection connection;
    private final List<Sentence> sentences;
    private final List<PreparedStatement> prepared = new ArrayList<>();

    BareOrders(DatabaseSettings database, List<Sentence> sentences) throws SQLException {
        this.sentences = sentences;
        connection = Stack.connect(database);
        connection.setAutoCommit(false);
        for (Sentence sentence : sentences) {
            prepared.add(connection.prepareStatement(sentence.sql()));
        }
    }

    @Override
    public void once() throws SQLException {
        Map<String, String> fresh = new HashMap<>();
        for (int i = 0; i < sentences.size(); i++) {
            Sentence sentence = sentences.get(i);
            PreparedStatement statement = prepared.get(i);
            for (int p = 0; p < sentence.parameters().size(); p++) {
                statement.setString(p + 1, sentence.value(p, fresh));
            }
            if (statement.execute()) {
                statement.getResultSet().close();
            }
        }
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
