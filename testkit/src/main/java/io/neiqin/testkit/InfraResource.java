package io.neiqin.testkit;

import io.neiqin.testkit.events.EventFeeder;
import io.neiqin.testkit.infra.Infra;
import io.neiqin.testkit.infra.Topics;
import io.neiqin.testkit.token.TestIssuer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Everything a service needs around it, for {@code @WithTestResource(InfraResource.class)}: PostgreSQL and Kafka, started
 * once per JVM; for every start of the application a new database, empty topics and an issuer of tokens.
 *
 * <p>The service's name is the argument {@code service}, or else the module directory without {@code -service}.
 */
public final class InfraResource implements QuarkusTestResourceLifecycleManager {

    private String service;
    private TestIssuer issuer;

    @Override
    public void init(Map<String, String> arguments) {
        String module = Path.of("").toAbsolutePath().getFileName().toString();
        service = arguments.getOrDefault("service", module.replaceFirst("-service$", ""));
    }

    @Override
    public Map<String, String> start() {
        Infra infra = Infra.shared();
        Topics.empty(infra.kafka());
        System.setProperty(EventFeeder.RUN, UUID.randomUUID().toString());
        issuer = TestIssuer.start();
        String database = "neiqin_" + service.replace('-', '_');
        Map<String, String> settings =
                new HashMap<>(infra.databases().recreate(database).properties());
        settings.put("neiqin.kafka", infra.kafka());
        settings.put("neiqin.oidc.url", issuer.url());
        settings.put("quarkus.http.test-port", "0");
        return settings;
    }

    @Override
    public void stop() {
        if (issuer != null) {
            issuer.close();
        }
    }
}
