package io.neiqin.local.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neiqin.local.Running;
import io.neiqin.local.Wording;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StageTest {
    private final Running running = new Running();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final List<String> rows =
            IntStream.rangeClosed(2, 21).mapToObj(line -> "orders.csv:" + line).toList();

    private Stage stage() {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new Stage(running, new Progress(out, false, new Wording(Locale.ENGLISH)));
    }

    @Test
    void run_oneRowFails_takesTheOthersAndNamesItsLine() throws Exception {
        AtomicInteger taken = new AtomicInteger();

        List<String> failures = stage().run("orders", rows, 4, row -> {
            if (row.equals("orders.csv:7")) {
                throw new IllegalArgumentException("no country Atlantis");
            }
            taken.incrementAndGet();
        });

        assertThat(taken).hasValue(19);
        assertThat(failures).containsExactly("orders.csv:7: no country Atlantis");
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("20/20").contains("1 failed");
    }

    @Test
    void run_manyRows_keepsTheNumberInFlightBounded() throws Exception {
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        stage().run("orders", rows, 3, row -> {
            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            running.pause(5);
            inFlight.decrementAndGet();
        });

        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void run_stopMeanwhile_givesUp() {
        assertThatThrownBy(() -> stage().run("orders", rows, 1, row -> running.close()))
                .hasRootCauseInstanceOf(Running.Stopped.class);
    }
}
