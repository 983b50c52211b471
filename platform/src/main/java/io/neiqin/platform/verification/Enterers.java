package io.neiqin.platform.verification;

import io.neiqin.platform.problem.Problem;
import java.util.Set;

/**
 * Everybody who typed any of a record or declared it complete (录入人): none of them is the one who checks it (DAT-2).
 *
 * @param all employee numbers
 */
public record Enterers(Set<String> all) {

    public boolean include(String employeeNo) {
        return all.contains(employeeNo);
    }

    /** Refuses one of them with 422. */
    public void refuse(String verifierNo) {
        if (include(verifierNo)) {
            throw Problem.rule("verifier-is-enterer");
        }
    }
}
