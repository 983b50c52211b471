package io.neiqin.journeys.load;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import io.neiqin.journeys.Company;
import io.neiqin.journeys.Neiqin;
import io.neiqin.journeys.load.Desk.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * People at work: they take orders down, walk them to the accepted goods, edit and cancel some, get into each other's
 * way, and send some things twice. What each does next is drawn from the seed; what comes of it is in {@link #stop}'s
 * history.
 *
 * <pre>{@code
 * Workload load = Workload.at(neiqin, company, seed).workers(8);
 * load.awaitCommands(100);
 * neiqin.kill("orders");
 * neiqin.startAgain("orders");
 * load.awaitCommands(200);
 * History history = load.stop();
 * }</pre>
 */
public final class Workload {

    private static final AtomicInteger RUNS = new AtomicInteger();

    private final long seed;
    private final Desk desk;
    private final History history;
    private final Client client;
    private final Queue<Known> orders = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "load");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger atWork = new AtomicInteger();
    private volatile boolean running = true;

    private Workload(long seed, String run, Desk desk, Neiqin neiqin) {
        this.seed = seed;
        this.desk = desk;
        this.history = new History(run);
        this.client = new Client(() -> neiqin.uris(Neiqin.ORDERS), neiqin::token, history);
    }

    /** With customers and products of its own; nothing is sent yet. */
    public static Workload at(Neiqin neiqin, Company company, long seed) {
        List<String> customers = List.of(company.customer(Company.SELLER), company.customer(Company.OTHER_SELLER));
        List<String> skus = new ArrayList<>();
        String run = "run" + RUNS.incrementAndGet() + "-" + Long.toUnsignedString(seed, 36);
        for (int i = 0; i < 6; i++) {
            skus.add(company.product(run + " category " + i % 3));
        }
        return new Workload(seed, run, new Desk(run, customers, skus), neiqin);
    }

    /** Closed loop: each worker begins a thing when his last one is answered. */
    public Workload workers(int count) {
        for (int i = 0; i < count; i++) {
            Random random = new Random(seed * 1_000 + i);
            atWork.incrementAndGet();
            threads.execute(() -> {
                try {
                    while (running) {
                        step(random);
                    }
                } finally {
                    atWork.decrementAndGet();
                }
            });
        }
        return this;
    }

    /** How many commands were answered or given up so far. */
    public int commands() {
        return done.get();
    }

    /** Waits for so many more commands to be answered or given up, at most three minutes. */
    public void awaitCommands(int more) {
        long end = System.nanoTime() + SECONDS.toNanos(180);
        int wanted = done.get() + more;
        while (done.get() < wanted && System.nanoTime() < end) {
            Client.pause(5);
        }
        if (done.get() < wanted) {
            throw new AssertionError("only " + (done.get() - wanted + more) + " of " + more
                    + " commands were answered within three minutes; " + history);
        }
    }

    /** The history so far. */
    public History history() {
        return history;
    }

    /** Begins nothing new, waits until what is under way is answered or given up, and returns the history. */
    public History stop() {
        running = false;
        long end = System.nanoTime() + SECONDS.toNanos(120);
        while (atWork.get() > 0 && System.nanoTime() < end) {
            Client.pause(5);
        }
        client.giveUp();
        threads.shutdown();
        return history;
    }

    /** One thing that somebody does: a new order, or the next step of one that is under way. */
    private void step(Random random) {
        Known order = random.nextInt(5) == 0 ? null : orders.poll();
        if (order == null) {
            order = create(random);
        } else if (random.nextInt(6) == 0) {
            duel(random, order);
        } else {
            learn(order, perform(random, desk.next(random, order)));
        }
        if (order != null && !order.isDone()) {
            orders.add(order);
        }
    }

    private Known create(Random random) {
        Command command = desk.create(random);
        Attempt made = perform(random, command);
        if (!made.acknowledged()) {
            return null;
        }
        Known order = new Known(made.order(), command.key(), command.who());
        order.status = "DRAFT";
        return learn(order, made);
    }

    /** Two who saw the same version and both want to change it: at most one may. */
    private void duel(Random random, Known order) {
        boolean bySteps = random.nextBoolean();
        Command one = bySteps ? desk.next(random, order) : desk.contested(random, order);
        Command other = bySteps ? desk.again(one) : desk.contested(random, order);
        CompletableFuture<Attempt> rival =
                CompletableFuture.supplyAsync(() -> perform(new Random(seed), other), threads);
        perform(random, one);
        learn(order, rival.join());
    }

    private Attempt perform(Random random, Command command) {
        Attempt attempt = client.perform(command);
        if (attempt.acknowledged()) {
            int dice = random.nextInt(100);
            if (dice < 5) {
                client.repeat(command);
            } else if (dice < 8) {
                client.alter(command);
            }
        }
        done.incrementAndGet();
        return attempt;
    }

    /** What the order is like now: the answers tell only part of it. */
    private Known learn(Known order, Attempt last) {
        JsonNode seen = running || last.acknowledged() ? client.look(Company.MANAGER, order.id) : null;
        if (seen != null) {
            order.status = seen.path("status").asText();
            order.etag = "\"" + seen.path("version").asInt() + "\"";
            order.lines = seen.path("lines");
        }
        // Somebody who does not know how it stands leaves it alone.
        return order.lines == null ? null : order;
    }
}
