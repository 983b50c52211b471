package io.neiqin.benchmarks.search;

import io.neiqin.benchmarks.Company;
import io.neiqin.benchmarks.Pace;
import io.neiqin.benchmarks.Row;
import io.neiqin.benchmarks.Stack;
import io.neiqin.benchmarks.measure.ClosedLoop;
import io.neiqin.benchmarks.measure.Comparison;
import io.neiqin.benchmarks.measure.Cpu;
import io.neiqin.benchmarks.measure.WarmUp;
import io.neiqin.benchmarks.measure.Window;
import io.neiqin.testkit.http.HttpLine;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;

/**
 * P13: looking for customers by two characters of a name, and by the last four digits of a phone number, through the API,
 * beside reading one customer by its id; the p95 of the answers.
 */
public final class CustomerSearch {

    private static final double MUST = 5;
    private static final double AIM = 2;
    private static final int CUSTOMERS = 200_000;
    private static final int CALLERS = 4;
    private static final int OK = 200;
    private static final String PATH = "/api/customer/customers";

    private CustomerSearch() {}

    public static List<Row> measure(Pace pace) throws Exception {
        try (Stack stack = Stack.start()) {
            stack.run(Stack.ADMIN, Stack.CUSTOMER, Stack.ORDERS);
            Company.found(stack);
            stack.stop(Stack.ADMIN, Stack.ORDERS);
            CustomerFile file = CustomerFile.of(stack, pace.forTheRecord() ? CUSTOMERS : pace.rows());
            Cpu cpu = stack.cpu(Stack.CUSTOMER);
            ClosedLoop read = loop(stack, cpu, random -> "/" + file.anyId(random));
            ClosedLoop name = loop(stack, cpu, random -> "?q=" + encoded(file.anyFragment(random)));
            ClosedLoop phone = loop(stack, cpu, random -> "?phone=" + file.anyTail(random));
            String warm = "warmed up for " + WarmUp.run(pace.warmUp(), pace.warmUpMost(), read::run) + ", "
                    + WarmUp.run(pace.warmUp(), pace.warmUpMost(), name::run) + " and "
                    + WarmUp.run(pace.warmUp(), pace.warmUpMost(), phone::run) + " s; " + CALLERS + " callers";
            return List.of(row("two characters", pace, name, read, warm), row("phone", pace, phone, read, warm));
        }
    }

    private static Row row(String what, Pace pace, ClosedLoop search, ClosedLoop read, String warm) {
        Comparison comparison = Comparison.of(
                pace.turns(),
                () -> search.run(pace.turn()),
                () -> read.run(pace.turn()),
                () -> read.run(pace.window()));
        List<Double> pairs = new ArrayList<>();
        for (int i = 0; i < comparison.subject().size(); i++) {
            Window beside = comparison.yardstick().get(i + 1);
            pairs.add(comparison.subject().get(i).percentile(95) / beside.percentile(95));
        }
        pairs.sort(null);
        List<String> notes = new ArrayList<>(List.of(
                warm,
                String.format(
                        Locale.ROOT,
                        "p95 %.1f ms beside %.1f ms; %d pairs %.2f–%.2f",
                        Window.median(comparison.subject()).percentile(95),
                        Window.median(comparison.yardstick()).percentile(95),
                        pairs.size(),
                        pairs.get(0),
                        pairs.get(pairs.size() - 1))));
        notes.addAll(comparison.notes("search", "read by id"));
        double ratio = (pairs.get((pairs.size() - 1) / 2) + pairs.get(pairs.size() / 2)) / 2;
        return new Row("P13", "p95 by " + what + " ÷ by id", ratio, MUST, AIM, false, comparison.moved(), notes);
    }

    private static ClosedLoop loop(Stack stack, Cpu cpu, Function<Random, String> question) throws IOException {
        String token = stack.token(Company.CLERK);
        List<ClosedLoop.Worker> workers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            HttpLine line = new HttpLine(stack.service(Stack.CUSTOMER).uri());
            Random random = new Random(i);
            workers.add(() -> line.send(line.request("GET", PATH + question.apply(random), token, "", ""))
                    .require(OK));
        }
        return new ClosedLoop(cpu, workers, () -> {});
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
