package io.neiqin.local.history;

import io.neiqin.local.Running;
import io.neiqin.local.Wording;
import io.neiqin.local.api.Api;
import io.neiqin.local.kpi.Cell;
import io.neiqin.local.kpi.KpiTable;
import io.neiqin.local.kpi.Kpis;
import io.neiqin.local.load.Batch;
import io.neiqin.local.load.Progress;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** The whole of {@code --import}: import, wait for reporting, print the KPIs, compare them with what is expected. */
public final class TakeOver {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int PAUSE_MILLIS = 500;
    private static final int EXPLAINED = 200;

    private final Path directory;
    private final Api api;
    private final Running running;
    private final PrintStream out;
    private final boolean terminal;
    private final Wording wording;
    private final Path errors;
    private final LocalDate today;

    /** @param errors the file that the refused rows are written to */
    public TakeOver(
            Path directory,
            Api api,
            Running running,
            PrintStream out,
            boolean terminal,
            Wording wording,
            Path errors,
            LocalDate today) {
        this.directory = directory;
        this.api = api;
        this.running = running;
        this.out = out;
        this.terminal = terminal;
        this.wording = wording;
        this.errors = errors;
        this.today = today;
    }

    /** @return whether every row was taken and every expected cell is equal */
    public boolean run() throws Exception {
        Optional<Expected> expected = Expected.read(directory, wording);
        out.println();
        out.println(wording.text("import.begins", directory));
        Refusals refusals = new Refusals(wording);
        SourceFiles files = SourceFiles.read(directory, refusals);
        new RefusedRows(errors, wording).preview(refusals.errors(), out);
        Batch batch = new Batch(api, running::pause, files.name());
        Progress progress = new Progress(out, terminal, wording);
        Map<String, String> eventVersions =
                new Importer(files, batch, running, progress, wording, refusals, today).run();
        // Before the figures are asked for: that may fail, and the reasons are not to be lost with it.
        new RefusedRows(errors, wording).write(refusals.errors(), out);
        SortedSet<Integer> years = years(files);
        Kpis kpis = new Kpis(api, years.first() + "-01.." + years.last() + "-12", countryNames(files));
        kpis.await(eventVersions);
        boolean equal = expected.isPresent() ? compare(kpis, expected.get()) & explained(years) : show(kpis);
        return equal && refusals.errors().isEmpty();
    }

    private boolean show(Kpis kpis) throws Exception {
        new KpiTable(out, wording).months(kpis.all(List.of("month", "total"), Kpis.MEASURES), kpis.onTime());
        return true;
    }

    private boolean compare(Kpis kpis, Expected expected) throws Exception {
        Comparison comparison = settled(kpis, expected);
        show(kpis);
        comparison.differences().forEach(difference -> out.println("  ✗ " + difference));
        out.println(comparison.summary());
        return comparison.equal();
    }

    /** Says of some of the figures whether they are what their facts add up to; the same figures all day. */
    private boolean explained(SortedSet<Integer> years) throws Exception {
        List<String> periods = years.stream().map(String::valueOf).toList();
        ExplainedCells.Result explained = new ExplainedCells(api, periods, EXPLAINED, today.toEpochDay()).check();
        explained.differences().forEach(difference -> out.println("  ✗ " + difference));
        out.println(explained.summary());
        return explained.equal();
    }

    /**
     * Compares until everything is equal, or nothing has changed for a while. The versions awaited before are those of
     * this import; an earlier one that broke off may still be on its way through the relay.
     */
    private Comparison settled(Kpis kpis, Expected expected) throws Exception {
        long end = System.nanoTime() + PATIENCE_NANOS;
        long changed = System.nanoTime();
        Comparison last = compareOnce(kpis, expected);
        while (!last.equal() && System.nanoTime() < end && System.nanoTime() - changed < QUIET_NANOS) {
            running.pause(PAUSE_MILLIS);
            Comparison now = compareOnce(kpis, expected);
            changed = now.equals(last) ? changed : System.nanoTime();
            last = now;
        }
        return last;
    }

    private static Comparison compareOnce(Kpis kpis, Expected expected) throws Exception {
        Map<Cell, BigDecimal> onTime = expected.onTime().isEmpty() ? Map.of() : kpis.onTime();
        Map<Cell, BigDecimal> cells = kpis.all(expected.dimensions(), Kpis.MEASURES);
        return Comparison.of(expected.kpis(), cells, expected.onTime(), onTime);
    }

    /** Whole years around the orders, so that a cell in a month without orders would show. */
    private SortedSet<Integer> years(SourceFiles files) {
        SortedSet<Integer> years = new TreeSet<>();
        if (files.orders().isEmpty()) {
            years.add(today.getYear());
        }
        files.orders().forEach(order -> {
            years.add(order.date("order_date").getYear());
            years.add(order.date("required_date").getYear());
        });
        return years;
    }

    private static Map<String, String> countryNames(SourceFiles files) {
        Map<String, String> names = new HashMap<>();
        files.customers().stream()
                .map(row -> row.text("country"))
                .forEach(name -> Countries.code(name).ifPresent(code -> names.put(code, name)));
        return names;
    }
}
