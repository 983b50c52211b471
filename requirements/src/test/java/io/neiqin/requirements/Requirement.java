package io.neiqin.requirements;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * A line of the table of requirements.
 *
 * @param service the one that leads; {@code all} or {@code ops} where none does
 * @param scope B what the system does, R what it only records, O what it does not
 * @param tests how many test methods were executed for it
 */
@JsonPropertyOrder({"id", "service", "scope", "title", "tests"})
record Requirement(String id, String service, String scope, String title, int tests) {

    Requirement withTests(int executed) {
        return new Requirement(id, service, scope, title, executed);
    }
}
