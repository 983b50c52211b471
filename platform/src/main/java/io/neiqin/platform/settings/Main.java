package io.neiqin.platform.settings;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Where every service begins: settings are looked at before anything else is, so that a wrong one is told in plain words
 * and nothing has been touched. Tests of a service start without it.
 */
@QuarkusMain
public final class Main {

    /** As sysexits.h has it: something in the configuration is wrong. */
    static final int WRONG_SETTINGS = 78;

    private Main() {}

    public static void main(String... arguments) {
        SmallRyeConfig config = ConfigUtils.configBuilder().build();
        List<Setting> settings = Description.ofClassPath(Main.class.getClassLoader());
        StartCheck check = new StartCheck(settings, config, System.getenv());
        Report report = Report.of(System.getenv());
        List<Fault> faults = check.faults();
        // Without a locale, as in most containers, the Java machine would write question marks.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        check.warnings().forEach(warning -> out.println(report.line(warning)));
        if (!faults.isEmpty()) {
            String service = config.getRawValue("quarkus.application.name");
            report.refusal(service, faults).forEach(out::println);
            System.exit(WRONG_SETTINGS);
        }
        Quarkus.run(arguments);
    }
}
