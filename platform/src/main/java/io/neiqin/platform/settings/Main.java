package io.neiqin.platform.settings;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Where every service begins: settings are looked at, and the database asked, before anything else is, so that what is
 * wrong is told in plain words and nothing has been touched. Nobody has a hook in the end of the process yet, so TERM ends
 * it. Tests of a service start without it.
 */
@QuarkusMain
public final class Main {

    /** As sysexits.h has it: something in the configuration is wrong. */
    static final int WRONG_SETTINGS = 78;

    /** As sysexits.h has it: something is not there that is needed. Another start may find it. */
    static final int UNAVAILABLE = 69;

    /** For a database that comes up at the same time. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private Main() {}

    public static void main(String... arguments) throws InterruptedException {
        SmallRyeConfig config = ConfigUtils.configBuilder().build();
        List<Setting> settings = Description.ofClassPath(Main.class.getClassLoader());
        StartCheck check = new StartCheck(settings, config, System.getenv());
        Report report = Report.of(System.getenv());
        List<Fault> faults = check.faults();
        // Without a locale, as in most containers, the Java machine would write question marks.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        check.warnings().forEach(warning -> out.println(report.line(warning)));
        if (faults.isEmpty()) {
            faults = new DatabaseTrial(config, PATIENCE)
                    .fault(waiting -> out.println(report.line(waiting))).stream()
                            .toList();
        }
        if (!faults.isEmpty()) {
            boolean away = faults.get(0).sentence().equals(DatabaseTrial.AWAY);
            String service = config.getRawValue("quarkus.application.name");
            (away ? List.of(report.line(faults.get(0))) : report.refusal(service, faults)).forEach(out::println);
            System.exit(away ? UNAVAILABLE : WRONG_SETTINGS);
        }
        // What it refuses, it refuses without a word; UnroutedRequests does it with one.
        System.setProperty("vertx.disableURIValidation", "true");
        Quarkus.run(arguments);
    }
}
