package io.neiqin.journeys.plant;

import static org.awaitility.Awaitility.await;

import io.neiqin.journeys.fault.Ground;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** Who reads as one consumer, as the broker sees it. */
final class Members {

    private final Ground ground;

    Members(Ground ground) {
        this.ground = ground;
    }

    /** Waits until a group whose name begins so has that many members. */
    void awaitCount(String group, int count) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", ground.kafka()))) {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> count(admin, group) == count);
        }
    }

    private static int count(Admin admin, String prefix) throws Exception {
        List<String> groups = admin.listConsumerGroups().all().get().stream()
                .map(group -> group.groupId())
                .filter(group -> group.startsWith(prefix))
                .toList();
        return admin.describeConsumerGroups(groups).all().get().values().stream()
                .mapToInt(group -> group.members().size())
                .sum();
    }
}
