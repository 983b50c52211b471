package io.neiqin.platform.settings;

import io.smallrye.config.SmallRyeConfig;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import org.postgresql.Driver;
import org.postgresql.util.PSQLException;

/**
 * Connects to the database as the migrations will, before anything is started: what it refuses is said at once, and one
 * that comes up at the same time is waited for where TERM still ends the process. Flyway's own waiting listens to nobody.
 */
final class DatabaseTrial {

    /** The sentence for a database that cannot be reached, which need not be a wrong setting. */
    static final String AWAY = "database-away";

    private static final String PREFIX = "jdbc:postgresql://";
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String SECONDS_OF_AN_ATTEMPT = "5";

    // Of SQL states, whose first two characters are their class.
    private static final String AUTHENTICATION = "28";
    private static final String NO_SUCH_DATABASE = "3D000";
    /** Of the database, for this role. */
    private static final String NO_PRIVILEGE = "42501";

    private final String url;
    private final String user;
    private final String password;
    private final Duration patience;

    /** @param patience with a database that does not answer, or is not ready yet */
    DatabaseTrial(SmallRyeConfig config, Duration patience) {
        this.url = config.getValue("quarkus.flyway.jdbc-url", String.class);
        this.user = config.getValue("quarkus.flyway.username", String.class);
        this.password = config.getValue("quarkus.flyway.password", String.class);
        this.patience = patience;
    }

    /**
     * Why there is no connection, after waiting for one; empty as soon as there is one.
     *
     * @param waiting is told once what is waited for
     */
    Optional<Fault> fault(Consumer<Fault> waiting) throws InterruptedException {
        long begun = System.nanoTime();
        boolean told = false;
        while (true) {
            try {
                connect();
                return Optional.empty();
            } catch (SQLException refused) {
                Optional<String> setting = sentence(refused);
                if (setting.isPresent()) {
                    return Optional.of(Fault.of(setting.get(), address(), null, user, reason(refused)));
                }
                if (System.nanoTime() - begun > patience.toNanos()) {
                    return Optional.of(away(AWAY, refused));
                }
                if (!told) {
                    waiting.accept(away("database-awaited", refused));
                    told = true;
                }
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private void connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", SECONDS_OF_AN_ATTEMPT);
        properties.setProperty("socketTimeout", SECONDS_OF_AN_ATTEMPT);
        var connection = new Driver().connect(url, properties);
        // None is for an address of something else than PostgreSQL, of which Quarkus will speak.
        if (connection != null) {
            connection.close();
        }
    }

    /** That of a wrong setting; empty for what may pass. */
    private static Optional<String> sentence(SQLException refused) {
        String state = String.valueOf(refused.getSQLState());
        if (state.equals(NO_SUCH_DATABASE)) {
            return Optional.of("database-unknown");
        }
        boolean refuses = state.startsWith(AUTHENTICATION) || state.equals(NO_PRIVILEGE);
        return refuses ? Optional.of("database-refuses") : Optional.empty();
    }

    private Fault away(String sentence, SQLException refused) {
        return Fault.of(sentence, address(), null, Long.toString(patience.toSeconds()), reason(refused));
    }

    /** The server's own words, else the driver's with what is behind them, as a host that nobody knows; in one line. */
    private static String reason(SQLException refused) {
        if (refused instanceof PSQLException told && told.getServerErrorMessage() != null) {
            return oneLine(told.getServerErrorMessage().getMessage());
        }
        Throwable behind = refused.getCause();
        String detail = behind == null || behind.getMessage() == null ? "" : " (" + behind.getMessage() + ")";
        return oneLine(refused.getMessage()) + detail;
    }

    /** Its end belongs to the sentence. */
    private static String oneLine(String text) {
        return String.valueOf(text).replaceAll("\\s+", " ").replaceFirst("\\.$", "");
    }

    /** Without what may stand behind the name of the database, as a secret. */
    private String address() {
        return url.replaceFirst("\\?.*", "").replace(PREFIX, "");
    }
}
