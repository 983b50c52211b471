package io.neiqin.benchmarks.importing;

import static io.neiqin.testkit.http.Api.assertStatus;

import io.neiqin.benchmarks.Company;
import io.neiqin.benchmarks.Pace;
import io.neiqin.benchmarks.Row;
import io.neiqin.benchmarks.Stack;
import io.neiqin.benchmarks.measure.Backlog;
import io.neiqin.benchmarks.measure.Comparison;
import io.neiqin.benchmarks.measure.Cpu;
import io.neiqin.benchmarks.measure.Resident;
import io.neiqin.benchmarks.measure.Stopwatch;
import io.neiqin.benchmarks.measure.Window;
import io.neiqin.testkit.http.Imports;
import io.neiqin.testkit.infra.DatabaseSettings;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * P10: how fast a workbook of 100,000 order lines is taken over, from the upload over the dry run to the last commit ÷ Y3, a
 * COPY of the same rows into the same tables; and how much memory the service needs for it, beyond what a tenth of the file
 * has taken.
 */
public final class FileIntake {

    private static final int LINES = 100_000;
    private static final int SMALL = 10_000;
    private static final int WARM_UPS = 4;
    private static final String IMPORTS = "/api/orders/imports";

    private final Stack stack;
    private final Company company;
    private final String customer;
    private final int lines;
    private final Cpu cpu;
    private int files;
    private String lastBatch;

    private FileIntake(Stack stack, Company company, int lines) {
        this.stack = stack;
        this.company = company;
        this.lines = lines;
        this.customer = stack.at("/api/customer")
                .as(Company.CLERK)
                .get("/api/customer/customers/" + company.customerId())
                .path("number");
        this.cpu = stack.cpu(Stack.ORDERS);
    }

    public static List<Row> measure(Pace pace) throws Exception {
        try (Stack stack = Stack.start()) {
            stack.run(Stack.ADMIN, Stack.CUSTOMER, Stack.ORDERS);
            Company company = Company.found(stack);
            stack.stop(Stack.ADMIN, Stack.ORDERS);
            DatabaseSettings copy = stack.copy(Stack.ORDERS, "neiqin_copied");
            stack.run(Stack.ORDERS);
            return new FileIntake(stack, company, pace.forTheRecord() ? LINES : LINES / 4).measure(pace, copy);
        }
    }

    private List<Row> measure(Pace pace, DatabaseSettings copy) {
        for (int i = 0; i < WARM_UPS; i++) {
            take(SMALL);
        }
        Resident memory = Resident.watch(stack.service(Stack.ORDERS).pid());
        take(lines);
        long growth = memory.stop();
        List<String> notes = new ArrayList<>();
        try (CopiedRows same = new CopiedRows(stack.databaseOf(Stack.ORDERS), lastBatch, copy)) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%d lines of %d orders: %d rows in all tables, %.1f MB as a workbook",
                    lines,
                    lines / company.skus().size(),
                    same.rows(),
                    OrderFile.of(company, customer, "size", lines).length / 1e6));
            Comparison comparison = Comparison.of(pace.rounds(), () -> take(lines), () -> {
                same.clear();
                stack.administer("checkpoint");
                Stopwatch watch = Stopwatch.start(cpu);
                same.write();
                return watch.stop(lines);
            });
            notes.addAll(comparison.notes("import", "Y3 COPY"));
            return List.of(
                    Row.ratio("P10", comparison.ratio(), 0.15, 0.30, comparison.moved(), notes),
                    new Row(
                            "P10",
                            "memory growth MB",
                            growth / 1e6,
                            128.0,
                            48.0,
                            false,
                            0,
                            List.of(memory.note() + "; before, files of " + SMALL + " lines were taken")));
        }
    }

    /** From the upload to the last commit; what is left to the relay is waited for, and its processor time counts. */
    private Window take(int count) {
        byte[] file = OrderFile.of(company, customer, "F" + ++files + "-", count);
        stack.administer("checkpoint");
        Imports imports = new Imports(stack.at(IMPORTS).as(Company.CLERK), IMPORTS);
        Stopwatch watch = Stopwatch.start(cpu);
        String id = imports.validated("orders", "bench", file).path("id");
        Response done = assertStatus(imports.commit(id), 200);
        Window window = watch.stop(count);
        if (done.<Integer>path("entered") != count / company.skus().size()) {
            throw new IllegalStateException("not all were taken: " + done.asString());
        }
        lastBatch = id;
        Backlog.awaitEmpty(stack.databaseOf(Stack.ORDERS));
        return window;
    }
}
