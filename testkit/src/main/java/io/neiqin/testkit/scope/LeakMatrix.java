package io.neiqin.testkit.scope;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javax.sql.DataSource;

/**
 * Who gets at what (F26): every operation of the service's own OpenAPI document, tried by everybody, on a record of his
 * own, of a colleague, of another department, on one that is no more and on one that never was. Whoever is let in has to
 * be explained in the file {@code leak-matrix.txt} beside the test, with a reason; a reason that no longer has a case
 * fails, too. What every service has of platform is explained here, in {@code platform-leak-matrix.txt}.
 *
 * <p>Nothing is changed by it but what creates: a command is sent with an If-Match that no version has, so that whoever
 * may give it is told 412. Rights and sight are therefore to be looked at before the version, and the version before the
 * content.
 *
 * <p>A refusal must not tell that a record is there: to one who may not read it, it is the same as for an id that nothing
 * has.
 */
public final class LeakMatrix {

    private LeakMatrix() {}

    /** Tries everything, prints what it came to, and fails with what to mend or to explain. */
    public static void check(Class<?> test, Surface surface, DataSource database) {
        long start = System.nanoTime();
        People people = new People(surface.hiring(), database, surface.roles());
        OpenApi api = OpenApi.here(surface.base());
        Explained explained = new Explained(people.callers())
                .read(LeakMatrix.class, "platform-leak-matrix.txt")
                .read(test, "/leak-matrix.txt");
        Calls calls = new Calls(surface, api, people);
        List<Case> cases;
        try {
            cases = calls.all();
        } finally {
            people.dismiss();
        }
        List<String> findings = new Judgement(explained, cases).findings();
        findings.addAll(0, calls.failures());
        System.out.println(new Totals(surface.base(), cases, explained, System.nanoTime() - start));
        assertThat(findings).as("the leak matrix of " + surface.base()).isEmpty();
    }
}
