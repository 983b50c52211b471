package io.neiqin.platform.problem;

import com.fasterxml.jackson.core.JacksonException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.DatabaseException;
import jakarta.persistence.OptimisticLockException;
import java.io.CharConversionException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.hibernate.StaleStateException;
import org.hibernate.exception.ConstraintViolationException;

/**
 * What a database failure means to a caller. A unique constraint carries its problem's code in its name after a double
 * underscore: {@code customer__duplicate_uscc} answers 409 {@code duplicate-uscc}.
 */
public final class DatabaseFaults {

    private static final String UNIQUE_VIOLATION = "23505";
    /** U+0000, which a JSON string may hold and a text column may not. */
    private static final Set<String> UNSTORABLE_CHARACTER = Set.of("22021", "22P05");
    /** Serialization failure and deadlock: the other one went on. */
    private static final Set<String> LOST_RACE = Set.of("40001", "40P01");
    /**
     * Starting up, shutting down, crashed, out of connections, disk full, no answer in time, stood still too long; class
     * 08 is a broken connection.
     */
    private static final Set<String> PASSING = Set.of("57P01", "57P02", "57P03", "53300", "53100", "57014", "25P03");

    private DatabaseFaults() {}

    /** The problem behind a failure; empty when it is none of the database's known ones. */
    public static Optional<Problem> problemOf(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof OptimisticLockException || cause instanceof StaleStateException) {
                return Optional.of(Problem.conflict("concurrent-change"));
            }
            Optional<Problem> refusal = refusal(cause);
            if (refusal.isPresent()) {
                return refusal;
            }
            if (cause instanceof ConstraintViolationException violation
                    && UNIQUE_VIOLATION.equals(violation.getSQLState())) {
                return Optional.of(Problem.conflict(codeOf(violation.getConstraintName())));
            }
            if (isPassing(cause)) {
                return Optional.of(Problem.unavailable("database-unavailable"));
            }
        }
        return Optional.empty();
    }

    private static Optional<Problem> refusal(Throwable cause) {
        String state = String.valueOf(stateOf(cause));
        if (state.equals(UNIQUE_VIOLATION) && cause instanceof PgException database) {
            return Optional.of(Problem.conflict(codeOf(database.getConstraint())));
        }
        if (LOST_RACE.contains(state)) {
            return Optional.of(Problem.conflict("concurrent-change"));
        }
        return UNSTORABLE_CHARACTER.contains(state)
                ? Optional.of(Problem.badRequest("character-invalid"))
                : Optional.empty();
    }

    /** Whether trying again later may help: the database is away, restarting or full. */
    public static boolean isPassing(Throwable cause) {
        String state = stateOf(cause);
        String text = String.valueOf(cause.getMessage());
        return state != null && (PASSING.contains(state) || state.startsWith("08"))
                || cause instanceof SQLException && state == null // the JDBC pool has waited in vain
                || isConnectionLost(cause)
                // the reactive pool has waited in vain; what the database itself says has a state
                || cause instanceof VertxException && !(cause instanceof DatabaseException)
                || cause instanceof NoStackTraceThrowable && (text.startsWith("Timeout") || text.contains("onnection"));
    }

    /** The SQLSTATE, whichever client failed: Hibernate wraps the reactive one's failures. */
    private static String stateOf(Throwable cause) {
        if (cause instanceof PgException reactive) {
            return reactive.getSqlState();
        }
        return cause instanceof SQLException jdbc ? jdbc.getSQLState() : null;
    }

    /** JSON that cannot be read is an IOException, too, and will not become readable. */
    private static boolean isConnectionLost(Throwable cause) {
        return cause instanceof IOException
                && !(cause instanceof JacksonException)
                && !(cause instanceof CharConversionException);
    }

    private static String codeOf(String constraint) {
        int mark = constraint == null ? -1 : constraint.indexOf("__");
        return mark < 0 ? "duplicate" : constraint.substring(mark + 2).replace('_', '-');
    }
}
