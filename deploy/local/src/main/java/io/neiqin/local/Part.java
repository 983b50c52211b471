package io.neiqin.local;

import io.neiqin.testkit.infra.Server;
import java.time.Duration;

/** One server of the run: the process there is now, and how often it had to be started again lately. */
final class Part implements AutoCloseable {
    private volatile Server server;
    private volatile State state = State.STARTING;
    private volatile int restarts;
    private volatile long upSince = System.nanoTime();

    Part(Server server) {
        this.server = server;
    }

    /** The words of the run's state file. */
    enum State {
        STARTING("starting"),
        UP("up"),
        RESTARTING("restarting"),
        GAVE_UP("gave-up");

        private final String word;

        State(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    Server server() {
        return server;
    }

    State state() {
        return state;
    }

    int restarts() {
        return restarts;
    }

    void enter(State next) {
        if (next == State.UP) {
            upSince = System.nanoTime();
        }
        state = next;
    }

    /** Counts anew when the part has been up for so long. */
    void forgetRestartsAfter(Duration healthy) {
        if (state == State.UP && System.nanoTime() - upSince >= healthy.toNanos()) {
            restarts = 0;
        }
    }

    void restarting() {
        restarts++;
        state = State.RESTARTING;
    }

    void replaceBy(Server launched) {
        server = launched;
    }

    @Override
    public void close() {
        server.close();
    }
}
