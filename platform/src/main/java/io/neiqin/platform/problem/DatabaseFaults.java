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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
     * Connection broken; out of connections, memory or disk; stopped, starting, no answer in time; failure of the
     * system under it.
     */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "53", "57", "58");
    /** Read-only, as after a change of servers; stood still in the middle of a transaction; a lock not had in time. */
    private static final Set<String> PASSING = Set.of("25006", "25P03", "55P03");

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
            if (passes(cause)) {
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

    /**
     * Whether trying again later may help, as it is: the database is away, restarting, full or read-only, or somebody
     * else was first.
     */
    public static boolean isPassing(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).anyMatch(DatabaseFaults::passes);
    }

    /** Of a failure alone, not of its causes. */
    private static boolean passes(Throwable cause) {
        String state = stateOf(cause);
        String text = String.valueOf(cause.getMessage());
        return isPassingState(state)
                || cause instanceof SQLException && state == null // the JDBC pool has waited in vain
                || isConnectionLost(cause)
                // the reactive pool has waited in vain; what the database itself says has a state
                || cause instanceof VertxException && !(cause instanceof DatabaseException)
                || cause instanceof NoStackTraceThrowable && (text.startsWith("Timeout") || text.contains("onnection"));
    }

    /**
     * The one list of SQLSTATEs under which the same statement may well succeed later.
     *
     * @param state five characters; null for a failure without one
     */
    public static boolean isPassingState(String state) {
        return state != null
                && (PASSING.contains(state)
                        || LOST_RACE.contains(state)
                        || state.length() == 5 && PASSING_CLASSES.contains(state.substring(0, 2)));
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
