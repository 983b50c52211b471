package io.neiqin.local;

import io.neiqin.testkit.infra.Server;

/** One server of the run: the process there is now, and how often it had to be started again. */
final class Part implements AutoCloseable {
    private volatile Server server;
    private volatile State state = State.STARTING;
    private volatile int restarts;

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
        state = next;
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
