package io.neiqin.reporting.rebuild;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/**
 * Which instance builds the shadow: an owner, an end by the database's clock and an epoch, kept in the shadow itself.
 * Each of its writes renews the lease first; so who has lost it, or whose shadow was switched or dropped, writes nothing.
 */
@ApplicationScoped
class ShadowLease {

    /**
     * One instance's time as the builder.
     *
     * @param ready whether the shadow is complete and only follows the live projection
     * @param ownEntry the entry of what only this projection knows
     */
    record Term(String owner, long epoch, boolean ready, long ownEntry) {

        /** The same, now that the shadow is complete. */
        Term completed() {
            return new Term(owner, epoch, true, ownEntry);
        }
    }

    /** Another instance builds, or nobody does any longer: nothing may be written. */
    static final class Lost extends RuntimeException {}

    private static final String IS_THERE = "select to_regclass('kpi_next.projection') is not null";

    private static final String OBTAIN = """
        update kpi_next.projection set owner = ?, epoch = epoch + 1, expires_at = now() + interval '10 seconds'
        where only_row in (select only_row from kpi_next.projection
            where expires_at < now() or owner = ? for update skip locked)
        returning epoch, state = 'READY', own_entry\
        """;

    private static final String RENEW = """
        update kpi_next.projection
        set events = events + ?, fault = null, expires_at = clock_timestamp() + interval '10 seconds'
        where owner = ? and epoch = ?\
        """;

    private final Transactions transactions;
    private final String me = UUID.randomUUID().toString();

    ShadowLease(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Empty while there is no shadow, or another instance builds it. */
    Optional<Term> obtain() throws SQLException {
        return transactions.in(Place.LIVE, connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(IS_THERE)) {
                if (!rows.next() || !rows.getBoolean(1)) {
                    return Optional.empty();
                }
            }
            try (var statement = connection.prepareStatement(OBTAIN)) {
                statement.setString(1, me);
                statement.setString(2, me);
                var rows = statement.executeQuery();
                return rows.next()
                        ? Optional.of(new Term(me, rows.getLong(1), rows.getBoolean(2), rows.getLong(3)))
                        : Optional.empty();
            }
        });
    }

    /**
     * To be the first statement of every transaction of the builder: keeps everybody else from taking over, switching or
     * dropping the shadow until its end.
     *
     * @param events taken in this transaction
     */
    void renew(Connection connection, Term term, long events) throws SQLException {
        try (var statement = connection.prepareStatement(RENEW)) {
            statement.setLong(1, events);
            statement.setString(2, term.owner());
            statement.setLong(3, term.epoch());
            if (statement.executeUpdate() == 0) {
                throw new Lost();
            }
        }
    }

    /** Says why it does not go on. */
    void fault(Term term, String fault) throws SQLException {
        transactions.in(Place.LIVE, connection -> {
            try (var statement = connection.prepareStatement(
                    "update kpi_next.projection set fault = ? where owner = ? and epoch = ?")) {
                statement.setString(1, fault);
                statement.setString(2, term.owner());
                statement.setLong(3, term.epoch());
                return statement.executeUpdate();
            }
        });
    }
}
