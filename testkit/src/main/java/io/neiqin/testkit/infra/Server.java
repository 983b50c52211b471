package io.neiqin.testkit.infra;

import java.nio.file.Path;

/** A server that runs as a process of its own and can be started again where it was. */
public interface Server extends AutoCloseable {

    /** For messages, as {@code orders}. */
    String name();

    /** On the loopback address. */
    int port();

    long pid();

    /** Where its output is appended. */
    Path log();

    boolean isAlive();

    /** Waits until the process has ended; 137 stands for {@code kill -9}. */
    int awaitEnd() throws InterruptedException;

    /**
     * Launches a new process on the same port and data, and returns at once.
     *
     * @throws InfraException where the old process, or what it left behind, still holds them
     */
    Server relaunch();

    /** Returns when it answers; ends in an {@link InfraException} with the log's last lines when it does not in time. */
    void awaitReady();

    /** Asks it to end, waits up to 30 seconds, then kills it. */
    @Override
    void close();
}
