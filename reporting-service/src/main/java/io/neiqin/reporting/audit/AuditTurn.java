package io.neiqin.reporting.audit;

import io.neiqin.reporting.rebuild.Place;
import io.neiqin.reporting.rebuild.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/**
 * One audit at a time, of all instances. The turn is a row with an end by the database's clock: no transaction stays
 * open while an audit works, and the turn of an instance that is gone lapses.
 */
@ApplicationScoped
class AuditTurn {

    private static final String OBTAIN = """
        update audit_turn set owner = ?, until = clock_timestamp() + interval '15 minutes'
        where until < clock_timestamp()\
        """;

    private static final String RENEW =
            "update audit_turn set until = clock_timestamp() + interval '15 minutes' where owner = ?";

    private static final String END = "update audit_turn set owner = null, until = '-infinity' where owner = ?";

    private final Transactions transactions;

    AuditTurn(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The name under which it is to be renewed and ended; empty while somebody else has it. */
    Optional<String> obtain() throws SQLException {
        String owner = UUID.randomUUID().toString();
        return is(OBTAIN, owner) ? Optional.of(owner) : Optional.empty();
    }

    /** False when it has lapsed and is somebody else's. */
    boolean renew(String owner) throws SQLException {
        return is(RENEW, owner);
    }

    void end(String owner) throws SQLException {
        is(END, owner);
    }

    private boolean is(String update, String owner) throws SQLException {
        return transactions.in(Place.LIVE, connection -> {
            try (var statement = connection.prepareStatement(update)) {
                statement.setString(1, owner);
                return statement.executeUpdate() == 1;
            }
        });
    }
}
