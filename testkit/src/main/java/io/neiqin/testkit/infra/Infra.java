package io.neiqin.testkit.infra;

import java.util.concurrent.CompletableFuture;

/**
 * The PostgreSQL and Kafka of a test run: started once per JVM, as containers or as embedded servers. {@code
 * -Dinfra=docker|embedded} overrides the choice.
 *
 * <p>What runs is noted in system properties, not in a static field: Quarkus loads test classes anew for every
 * application it starts, and each class loader would start servers of its own.
 */
public final class Infra {

    private static final String NOTE = "neiqin.testkit.infra.";
    // One object per JVM, whichever class loader asks.
    private static final Object JVM_LOCK = "io.neiqin.testkit.infra".intern();

    private final Databases databases;
    private final String kafka;

    private Infra(Databases databases, String kafka) {
        this.databases = databases;
        this.kafka = kafka;
    }

    /** The servers of this JVM, started by the first caller; both end with the JVM. */
    public static Infra shared() {
        synchronized (JVM_LOCK) {
            if (System.getProperty(NOTE + "kafka") == null) {
                note(start());
            }
            DatabaseSettings admin = new DatabaseSettings(
                    System.getProperty(NOTE + "host"),
                    Integer.getInteger(NOTE + "port"),
                    Databases.ADMIN,
                    Databases.ADMIN,
                    System.getProperty(NOTE + "password"));
            return new Infra(
                    Databases.inMemory(admin.host(), admin.port(), admin.password()),
                    System.getProperty(NOTE + "kafka"));
        }
    }

    public Databases databases() {
        return databases;
    }

    /** Kafka's bootstrap servers. */
    public String kafka() {
        return kafka;
    }

    static boolean useDocker(String choice) {
        return switch (choice) {
            case "docker" -> true;
            case "embedded" -> false;
            case "auto" -> Containers.usable();
            default -> throw new InfraException("-Dinfra is docker, embedded or auto, not " + choice + ".");
        };
    }

    private static Infra start() {
        boolean docker = useDocker(System.getProperty("infra", "auto"));
        CompletableFuture<String> kafka = CompletableFuture.supplyAsync(() -> docker
                ? Containers.startKafka()
                : KafkaServer.start(KafkaServer.Options.temporary()).bootstrapServers());
        Databases databases = docker
                ? Containers.startPostgres()
                : PostgresServer.start(PostgresServer.Options.temporary()).databases();
        return new Infra(databases, kafka.join());
    }

    private static void note(Infra infra) {
        DatabaseSettings admin = infra.databases.settingsFor(Databases.ADMIN);
        System.setProperty(NOTE + "host", admin.host());
        System.setProperty(NOTE + "port", Integer.toString(admin.port()));
        System.setProperty(NOTE + "password", admin.password());
        System.setProperty(NOTE + "kafka", infra.kafka);
    }
}
