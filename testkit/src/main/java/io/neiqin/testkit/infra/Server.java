package io.neiqin.testkit.infra;

import java.nio.file.Path;

/** A server that runs as a process of its own and can be started again where it was. */
public interface Server extends AutoCloseable {

    /** For messages, as {@code orders}. */
    String name();

    /** On the loopback address. */
    int port();

    /** The process as it was started; a {@link #relaunch} has its own. */
    ChildProcess process();

    default long pid() {
        return process().pid();
    }

    /** Where its output is appended. */
    default Path log() {
        return process().log();
    }

    default boolean isAlive() {
        return process().isAlive();
    }

    /** Memory in use, in MB (resident set). */
    default long rssMb() {
        return process().rssMb();
    }

    /** Waits until the process has ended; 137 stands for {@code kill -9}. */
    default int awaitEnd() throws InterruptedException {
        return process().awaitEnd();
    }

    /**
     * Launches a new process on the same port and data, and returns at once.
     *
     * @throws InfraException where the old process, or what it left behind, still holds them
     */
    Server relaunch();

    /** Returns when it answers; ends in an {@link InfraException} with the log's last lines when it does not in time. */
    void awaitReady();

    /** {@code kill -9}. */
    default void kill() {
        process().kill();
    }

    /** Stops it where it stands, as a long pause of the machine would; nobody is told. */
    default void freeze() {
        process().signal("STOP");
    }

    /** Lets a frozen one go on. */
    default void thaw() {
        process().signal("CONT");
    }

    /** Asks it to end in order, as Kubernetes does, and returns at once. */
    default void terminate() {
        process().signal("TERM");
    }

    /** Asks it to end, waits up to 30 seconds, then kills it. */
    @Override
    default void close() {
        process().stop();
    }
}
