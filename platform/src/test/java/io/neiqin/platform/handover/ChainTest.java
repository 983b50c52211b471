package io.neiqin.platform.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.platform.handover.Chain.Answer;
import io.neiqin.platform.handover.Chain.Held;
import io.neiqin.platform.handover.Chain.Link;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("model")
class ChainTest {

    private static final Instant START = Instant.parse("2026-11-26T08:00:00Z");
    private static final UUID SALES = new UUID(0, 1);
    private static final UUID PRODUCTION = new UUID(0, 2);

    @Test
    @DisplayName("each department has had it for as long as it lay with one of its people")
    void holds_perDepartment() {
        Chain chain = Chain.of(link(0, "B", PRODUCTION))
                .passedOn(link(95 * 60, "C", SALES))
                .passedOn(link(100 * 60, "D", PRODUCTION));
        assertThat(chain.held(at(110 * 60))).containsExactly(new Held(PRODUCTION, 105), new Held(SALES, 5));
        Chain answered = chain.answered(new Answer(at(120 * 60), "D", "done"));
        assertThat(answered.held(at(999 * 60))).containsExactly(new Held(PRODUCTION, 115), new Held(SALES, 5));
    }

    @Test
    @DisplayName("the minutes of 20,000 random chains add up to the whole, whatever the clocks of two instances say")
    void adds_toTheWhole() {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            long second = 0;
            Chain chain = Chain.of(link(0, "P0", department(random)));
            Map<UUID, Double> exact = new HashMap<>();
            for (int n = random.nextInt(6); n > 0; n--) {
                long later = second + random.nextInt(7200) - (random.nextInt(10) == 0 ? 7200 : 0);
                long step = Math.max(second, later);
                exact.merge(chain.last().departmentId(), (step - second) / 60.0, Double::sum);
                second = step;
                List<Link> before = chain.links();
                chain = chain.passedOn(link(later, "P" + n, department(random)));
                assertThat(chain.links().subList(0, before.size())).isEqualTo(before);
            }
            long end = second + random.nextInt(7200);
            exact.merge(chain.last().departmentId(), (end - second) / 60.0, Double::sum);
            List<Held> held = random.nextBoolean()
                    ? chain.held(at(end))
                    : chain.answered(new Answer(at(end), "P", "")).held(at(end + 9999));
            assertThat(held.stream().mapToLong(Held::minutes).sum()).isEqualTo(end / 60);
            int links = chain.links().size();
            for (Held each : held) {
                assertThat((double) each.minutes())
                        .isBetween(exact.get(each.departmentId()) - links, exact.get(each.departmentId()) + links);
            }
        }
    }

    private static UUID department(Random random) {
        return random.nextInt(4) == 0 ? null : new UUID(0, random.nextInt(3));
    }

    private static Link link(long second, String owner, UUID department) {
        return new Link(at(second), "A", owner, department, "please");
    }

    private static Instant at(long second) {
        return START.plus(Duration.ofSeconds(second));
    }
}
