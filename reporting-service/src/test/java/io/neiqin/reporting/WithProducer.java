package io.neiqin.reporting;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A start of its own with an account to ask the producer's log with; where that is says a {@link ProducerLog}. */
public final class WithProducer implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("neiqin.machine.secret", "any", "neiqin.feed.sweep", "1s");
    }
}
