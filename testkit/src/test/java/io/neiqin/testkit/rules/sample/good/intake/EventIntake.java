package io.neiqin.testkit.rules.sample.good.intake;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** The intake package may receive, whatever its classes are called. */
class EventIntake {
    @Incoming("orders")
    Uni<Void> on(List<String> events) {
        return Uni.createFrom().voidItem();
    }
}
