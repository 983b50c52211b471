package io.neiqin.testkit.infra;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** The main class of the broker's process: formats the log directory if it is new, then runs Kafka's own main class. */
public final class KafkaNode {

    private KafkaNode() {}

    /** @param args one: the properties file of the node */
    public static void main(String[] args) throws Exception {
        // Before anything logs. Where this log manager is not on the class path, Java's own takes over.
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        System.setProperty(
                "logging.configuration",
                KafkaNode.class.getResource("/kafka-node-logging.properties").toString());
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(args[0]))) {
            properties.load(in);
        }
        if (!Files.exists(Path.of(properties.getProperty("log.dirs"), "meta.properties"))) {
            String[] format = {"format", "--cluster-id", Uuid.randomUuid().toString(), "--config", args[0]};
            StorageTool.execute(format, System.out);
        }
        Kafka.main(args);
    }
}
