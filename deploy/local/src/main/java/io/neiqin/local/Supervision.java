package io.neiqin.local;

import io.neiqin.testkit.infra.InfraException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Starts again what dies, on the same port and data, at most five times for each part, and says so; a part that was up
 * for an hour has its five again. On a full disk nothing starts: what has died there waits until there is room. What dies
 * because the run is being stopped stays down.
 */
final class Supervision {
    static final int MOST = 5;
    static final Duration HEALTHY = Duration.ofHours(1);
    private static final long LOOK_MILLIS = 500;

    private final Running running;
    private final Wording wording;
    private final Consumer<String> say;
    private final Runnable changed;
    private final BooleanSupplier room;
    private final long settleMillis;
    private final Duration healthy;

    /**
     * @param changed      told whenever a part is in another state or has another process
     * @param room         whether the disk has room for a part to start
     * @param settleMillis between a death and the first restart, and twice as long each time: a stop of the whole machine
     *     may reach the parts before the launcher, and what a part needs, as a disk, may be without for a while
     * @param healthy how long a part is up until what was before is forgotten
     */
    Supervision(
            Running running,
            Wording wording,
            Consumer<String> say,
            Runnable changed,
            BooleanSupplier room,
            long settleMillis,
            Duration healthy) {
        this.running = running;
        this.wording = wording;
        this.say = say;
        this.changed = changed;
        this.room = room;
        this.settleMillis = settleMillis;
        this.healthy = healthy;
    }

    /** From now on, until the run stops or the part has died once too often. */
    Thread watch(Part part) {
        Thread thread =
                new Thread(() -> supervise(part), "supervise-" + part.server().name());
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void supervise(Part part) {
        try {
            while (part.state() != Part.State.GAVE_UP) {
                int status = part.server().awaitEnd();
                part.forgetRestartsAfter(healthy);
                awaitRoom(part);
                boolean last = part.restarts() == MOST;
                running.pause(last ? settleMillis : settleMillis << part.restarts());
                if (last) {
                    giveUp(part, status);
                } else {
                    again(part, status);
                }
            }
        } catch (Running.Stopped stop) {
            // What has ended stays down.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitRoom(Part part) throws InterruptedException {
        if (!room.getAsBoolean()) {
            running.check();
            say.accept(wording.text("part.waits.for.room", part.server().name()));
            while (!room.getAsBoolean()) {
                running.pause(LOOK_MILLIS);
            }
        }
    }

    private void again(Part part, int status) {
        part.restarting();
        changed.run();
        say.accept(wording.text("part.restarts", part.server().name(), status, part.restarts(), MOST));
        try {
            running.restart(() -> part.replaceBy(part.server().relaunch()));
            changed.run();
            part.server().awaitReady();
            part.enter(Part.State.UP);
            say.accept(wording.text("part.again", part.server().name()));
            changed.run();
        } catch (InfraException failed) {
            // Its process has ended: that counts as the next death.
            running.check();
        }
    }

    private void giveUp(Part part, int status) {
        part.enter(Part.State.GAVE_UP);
        changed.run();
        say.accept(wording.text(
                "part.given.up",
                part.server().name(),
                status,
                MOST,
                part.server().log()));
    }
}
