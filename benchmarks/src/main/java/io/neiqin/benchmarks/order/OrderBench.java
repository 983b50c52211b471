package io.neiqin.benchmarks.order;

import io.neiqin.benchmarks.Company;
import io.neiqin.benchmarks.Pace;
import io.neiqin.benchmarks.Stack;
import io.neiqin.benchmarks.measure.Backlog;
import io.neiqin.benchmarks.measure.ClosedLoop;
import io.neiqin.benchmarks.measure.Comparison;
import io.neiqin.benchmarks.measure.Cpu;
import io.neiqin.benchmarks.measure.WarmUp;
import io.neiqin.testkit.infra.DatabaseSettings;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the bars on creating orders share: a company, what a create comes to in the database, and the callers. */
final class OrderBench implements AutoCloseable {

    /** On either side: to the service, from the service to its database, and from the bare client. */
    static final int CONNECTIONS = 16;

    final Stack stack;
    final Company company;
    final OrderWork work;

    private OrderBench(Stack stack, Company company, OrderWork work) {
        this.stack = stack;
        this.company = company;
        this.work = work;
    }

    /** Nothing but the servers runs when it returns, so that databases can be copied. */
    static OrderBench prepare() throws SQLException {
        Stack stack = Stack.start().with("QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE", Integer.toString(CONNECTIONS));
        stack.run(Stack.ADMIN, Stack.CUSTOMER, Stack.ORDERS);
        Company company = Company.found(stack);
        OrderWork work = OrderWork.observe(stack, company);
        stack.stop(Stack.ADMIN, Stack.CUSTOMER, Stack.ORDERS);
        return new OrderBench(stack, company, work);
    }

    /** Callers of a service, which settle when its relay has carried away what they caused. */
    ClosedLoop posts(String service, DatabaseSettings database, Cpu cpu) throws IOException {
        return new ClosedLoop(cpu, posts(stack.service(service).uri()), () -> Backlog.awaitEmpty(database));
    }

    List<OrderPost> posts(URI service) throws IOException {
        List<OrderPost> posts = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            posts.add(new OrderPost(service, stack.token(Company.CLERK), company));
        }
        return posts;
    }

    ClosedLoop bare(DatabaseSettings database, List<Sentence> sentences, Cpu cpu) throws SQLException {
        List<BareOrders> clients = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            clients.add(new BareOrders(database, sentences));
        }
        return new ClosedLoop(cpu, clients, () -> {});
    }

    /**
     * Twice as long as elsewhere: after a minute the compiler still took a seventh of the machine, and on one that has slow
     * minutes a rate that does not rise says little. Returns what to say about it.
     */
    static String warm(Pace pace, ClosedLoop loop) {
        return "warmed up for " + WarmUp.run(pace.warmUp().multipliedBy(2), pace.warmUpMost(), loop::run) + " s";
    }

    /** In short turns; the yardstick before and after as long as any. */
    static Comparison compare(Pace pace, ClosedLoop subject, ClosedLoop yardstick) {
        return Comparison.of(
                pace.turns(),
                () -> subject.run(pace.turn()),
                () -> yardstick.run(pace.turn()),
                () -> yardstick.run(pace.window()));
    }

    @Override
    public void close() {
        stack.close();
    }
}
