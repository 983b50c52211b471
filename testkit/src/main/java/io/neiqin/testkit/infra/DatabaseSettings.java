package io.neiqin.testkit.infra;

import java.util.Map;

/** How one service reaches its own database. */
public record DatabaseSettings(String host, int port, String name, String user, String password) {

    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + name;
    }

    /** As the environment variables of a service process. */
    public Map<String, String> environment() {
        return Map.of(
                "NEIQIN_DB_HOST", host,
                "NEIQIN_DB_PORT", Integer.toString(port),
                "NEIQIN_DB_NAME", name,
                "NEIQIN_DB_USER", user,
                "NEIQIN_DB_PASSWORD", password);
    }

    /** As the configuration properties of a service under test. */
    public Map<String, String> properties() {
        return Map.of(
                "neiqin.db.host", host,
                "neiqin.db.port", Integer.toString(port),
                "neiqin.db.name", name,
                "neiqin.db.user", user,
                "neiqin.db.password", password);
    }

    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + name;
    }
}
