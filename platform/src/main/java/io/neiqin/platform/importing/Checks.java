package io.neiqin.platform.importing;

import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.problem.Problem.FieldError;

/** What can be wrong with a record, looked at as a whole: who mends a file does not want to hear of it piece by piece. */
public final class Checks {

    private Checks() {}

    /**
     * Makes all checks, and refuses with every place that any of them finds wrong.
     *
     * @param checks that do not need each other; each ends or throws a {@link Problem}
     */
    public static void all(Runnable... checks) {
        Problem wrong = Problem.rule("row-invalid");
        for (Runnable check : checks) {
            try {
                check.run();
            } catch (Problem found) {
                if (found.isEmpty()) {
                    wrong.at("", found.code(), found.arguments().toArray());
                }
                for (FieldError error : found.errors()) {
                    wrong.at(error.pointer(), error.code(), error.arguments().toArray());
                }
            }
        }
        wrong.throwIfAny();
    }
}
