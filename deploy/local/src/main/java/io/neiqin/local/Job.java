package io.neiqin.local;

import io.neiqin.local.api.AccessToken;
import io.neiqin.local.api.Api;
import io.neiqin.local.api.Outages;
import io.neiqin.local.demo.DemoCompany;
import io.neiqin.local.demo.DemoDay;
import io.neiqin.local.history.TakeOver;
import io.neiqin.local.kpi.KpiTable;
import io.neiqin.local.kpi.Kpis;
import io.neiqin.local.load.Progress;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a run does once its parts are up: the people, then an import, or the demo company on a first start. */
final class Job {
    private static final int PARTS_SHOWN = 8;

    private final int gatewayPort;
    private final HttpClient http;
    private final String importSecret;
    private final Running running;
    private final PrintStream out;
    private final boolean terminal;
    private final Wording wording;
    private final Outages outages;

    Job(
            int gatewayPort,
            HttpClient http,
            String importSecret,
            Running running,
            PrintStream out,
            boolean terminal,
            Wording wording) {
        this.gatewayPort = gatewayPort;
        this.http = http;
        this.importSecret = importSecret;
        this.running = running;
        this.out = out;
        this.terminal = terminal;
        this.wording = wording;
        this.outages = new Outages(this::sayAway);
    }

    private void sayAway(String part) {
        out.println((terminal ? Transcript.ERASE : "") + "  " + wording.text("part.away", part));
    }

    /** Departments, accounts and roles; returns when every service knows them. */
    void introduce() throws Exception {
        Bootstrap bootstrap = new Bootstrap(account(People.ADMIN), running, wording);
        bootstrap.run();
        bootstrap.awaitRoles(account(People.IMPORT));
    }

    /**
     * @param errors the file for the rows of an import that are refused
     * @return whether nothing was refused and every expected cell is equal
     */
    boolean run(Options options, Optional<DemoDay> demo, LocalDate today, Path errors) throws Exception {
        if (options.source().isPresent()) {
            Api api = account(People.IMPORT);
            return new TakeOver(options.source().get(), api, running, out, terminal, wording, errors, today).run();
        }
        boolean good = demo.isEmpty() || load(demo.get());
        overview(today);
        return good;
    }

    private boolean load(DemoDay day) throws Exception {
        out.println(wording.text("demo.begins"));
        DemoCompany company = new DemoCompany(this::account, running, new Progress(out, terminal, wording), wording);
        List<String> refused = company.load(day.day());
        kpis(day.day()).await(company.eventVersions());
        if (refused.isEmpty()) {
            day.loaded();
        } else {
            out.println(wording.text("demo.refused", refused.size()));
        }
        return refused.isEmpty();
    }

    /** The last twelve months and the current one. Nothing where nothing was sold. */
    private void overview(LocalDate today) throws Exception {
        Kpis kpis = kpis(today);
        var cells = kpis.all(List.of("month", "total"), Kpis.MEASURES);
        if (cells.isEmpty()) {
            return;
        }
        KpiTable table = new KpiTable(out, wording);
        table.months(cells, kpis.onTime());
        for (String dimension : List.of("category", "region", "salesperson")) {
            table.parts(wording.text("kpi.by." + dimension), kpis.parts(dimension, PARTS_SHOWN));
        }
    }

    private Kpis kpis(LocalDate today) {
        YearMonth month = YearMonth.from(today);
        return new Kpis(account(People.IMPORT), month.minusYears(1) + ".." + month, Map.of());
    }

    private Api account(People.Person person) {
        URI issuer = Keycloak.issuer(gatewayPort);
        AccessToken token = person.equals(People.IMPORT)
                ? AccessToken.ofClient(http, issuer, People.IMPORT_CLIENT, importSecret, Clock.systemUTC())
                : AccessToken.ofUser(http, issuer, person.user(), People.PASSWORD, Clock.systemUTC());
        URI gateway = URI.create("http://127.0.0.1:" + gatewayPort);
        return new Api(http, gateway, token, running::pause, outages, wording.language());
    }
}
