package io.neiqin.testkit.infra;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.Properties;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The databases of one PostgreSQL server: each name is a database and the role that owns it, nobody else may connect.
 * Generated passwords are kept in a file beside a persistent data directory, readable by its owner only.
 */
public final class Databases {

    static final String ADMIN = "postgres";

    private final String host;
    private final int port;
    private final Path passwordFile;
    private final Properties passwords = new Properties();

    private Databases(String host, int port, Path passwordFile) {
        this.host = host;
        this.port = port;
        this.passwordFile = passwordFile;
    }

    /** With passwords that live as long as this object. */
    static Databases inMemory(String host, int port, String adminPassword) {
        Databases databases = new Databases(host, port, null);
        databases.passwords.setProperty(ADMIN, adminPassword);
        return databases;
    }

    /** With the passwords of the file, which is made when missing. */
    static Databases keptIn(Path passwordFile, String host, int port) {
        Databases databases = new Databases(host, port, passwordFile);
        if (Files.exists(passwordFile)) {
            try (Reader reader = Files.newBufferedReader(passwordFile)) {
                databases.passwords.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return databases;
    }

    /** Makes the database and its role if they are missing, and returns its settings. */
    public synchronized DatabaseSettings create(String name) {
        String password = password(checked(name));
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            boolean roleThere = exists(statement, "pg_roles WHERE rolname", name);
            statement.execute(
                    (roleThere ? "ALTER" : "CREATE") + " ROLE \"" + name + "\" LOGIN PASSWORD '" + password + "'");
            if (!exists(statement, "pg_database WHERE datname", name)) {
                statement.execute("CREATE DATABASE \"" + name + "\" OWNER \"" + name
                        + "\" TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'");
                statement.execute("REVOKE CONNECT ON DATABASE \"" + name + "\" FROM PUBLIC");
            }
        } catch (SQLException e) {
            throw new InfraException("Database " + name + " could not be made: " + e.getMessage(), e);
        }
        return settingsFor(name);
    }

    /** Makes the database empty and new, throwing out whoever is connected to the old one. */
    public synchronized DatabaseSettings recreate(String name) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS \"" + checked(name) + "\" WITH (FORCE)");
        } catch (SQLException e) {
            throw new InfraException("Database " + name + " could not be dropped: " + e.getMessage(), e);
        }
        return create(name);
    }

    /** The settings of a database made before; of {@code postgres}: the administrator's. */
    public DatabaseSettings settingsFor(String name) {
        return new DatabaseSettings(host, port, checked(name), name, password(name));
    }

    Connection connect() throws SQLException {
        // Not DriverManager: it knows only the drivers of the class loader that asked first.
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(settingsFor(ADMIN).jdbcUrl());
        return source.getConnection(ADMIN, password(ADMIN));
    }

    synchronized String password(String name) {
        String known = passwords.getProperty(name);
        if (known != null) {
            return known;
        }
        byte[] random = new byte[18];
        new SecureRandom().nextBytes(random);
        passwords.setProperty(name, Base64.getUrlEncoder().encodeToString(random));
        save();
        return passwords.getProperty(name);
    }

    private void save() {
        if (passwordFile == null) {
            return;
        }
        try {
            if (!Files.exists(passwordFile)) {
                Files.createFile(
                        passwordFile,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            try (Writer writer = Files.newBufferedWriter(passwordFile)) {
                passwords.store(writer, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean exists(Statement statement, String where, String name) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT 1 FROM " + where + " = '" + name + "'")) {
            return rows.next();
        }
    }

    private static String checked(String name) {
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("not a database name: " + name);
        }
        return name;
    }
}
