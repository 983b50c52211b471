package io.neiqin.platform.settings;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A start with the descriptions and defaults of the project's own files, as orders-service has them. */
final class OrdersStart {

    static final String ORDERS = "orders";

    /** What has no default. */
    private static final Map<String, String> PLACE = Map.of(
            "NEIQIN_DB_HOST", "db.example.com",
            "NEIQIN_DB_PASSWORD", "secret",
            "NEIQIN_KAFKA", "kafka-1:9092,kafka-2:9092",
            "NEIQIN_OIDC_URL", "https://id.example.com/realms/neiqin");

    private static final SettingsFiles FILES = SettingsFiles.ofProject();

    final Map<String, String> environment = new HashMap<>(PLACE);
    final Map<String, String> options = new HashMap<>();

    List<String> lines() {
        return faults().stream().map(new Report(Locale.ENGLISH)::line).toList();
    }

    List<Fault> faults() {
        return check().faults();
    }

    StartCheck check() {
        Description platform = FILES.platform();
        Description orders = FILES.services().get(ORDERS);
        var config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withProfile(environment.getOrDefault("QUARKUS_PROFILE", "prod"))
                .withSources(
                        new PropertiesConfigSource(platform.values(), "platform", 100),
                        new PropertiesConfigSource(orders.values(), "orders", 250),
                        new PropertiesConfigSource(Map.of("neiqin.files.folder", "target/start"), "file", 260),
                        new EnvConfigSource(environment, 300),
                        new PropertiesConfigSource(options, "options", 400))
                .build();
        List<Setting> settings = Stream.of(platform, orders)
                .flatMap(file -> file.settings().stream())
                .toList();
        return new StartCheck(settings, config, environment);
    }
}
