package io.neiqin.platform.problem;

import io.vertx.pgclient.PgException;
import jakarta.persistence.OptimisticLockException;
import java.io.IOException;
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
    /** Starting up, shutting down, crashed, out of connections, disk full. */
    private static final Set<String> PASSING = Set.of("57P01", "57P02", "57P03", "53300", "53100", "08006");

    private DatabaseFaults() {}

    /** The problem behind a failure; empty when it is none of the database's known ones. */
    public static Optional<Problem> problemOf(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof OptimisticLockException || cause instanceof StaleStateException) {
                return Optional.of(Problem.conflict("concurrent-change"));
            }
            if (cause instanceof PgException database && UNIQUE_VIOLATION.equals(database.getSqlState())) {
                return Optional.of(Problem.conflict(codeOf(database.getConstraint())));
            }
            if (cause instanceof PgException database && UNSTORABLE_CHARACTER.contains(database.getSqlState())) {
                return Optional.of(Problem.badRequest("character-invalid"));
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

    /** Whether trying again later may help: the database is away, restarting or full. */
    public static boolean isPassing(Throwable cause) {
        if (cause instanceof PgException database) {
            return PASSING.contains(database.getSqlState());
        }
        String text = String.valueOf(cause.getMessage());
        return cause instanceof IOException
                || cause.getClass().getSimpleName().equals("ClosedConnectionException")
                || (cause.getClass().getSimpleName().equals("NoStackTraceThrowable") && text.startsWith("Timeout"));
    }

    private static String codeOf(String constraint) {
        int mark = constraint == null ? -1 : constraint.indexOf("__");
        return mark < 0 ? "duplicate" : constraint.substring(mark + 2).replace('_', '-');
    }
}
