package io.neiqin.platform.assignment;

/**
 * How the tasks of a kind are offered. They are configuration, so that a company can turn them.
 *
 * @param role who does them
 * @param lead who may give them to another
 * @param weight how much work one is, compared with other kinds
 * @param factors what the criteria count for each other
 * @param cap percent above the average of open work beyond which nobody is offered more
 */
public record AssignmentTerms(String role, String lead, int weight, Factors factors, int cap) {

    /** How much a full grade in each criterion counts, in hundreds of points. */
    public record Factors(int load, int skill, int history, int own) {

        int of(Criterion criterion) {
            return switch (criterion) {
                case LOAD -> load;
                case SKILL -> skill;
                case HISTORY -> history;
                case OWN -> own;
            };
        }
    }

    static AssignmentTerms of(AssignmentSettings.Kind set) {
        var factors = set.factor();
        return new AssignmentTerms(
                set.role(),
                set.lead(),
                set.weight(),
                new Factors(factors.load(), factors.skill(), factors.history(), factors.own()),
                set.cap());
    }

    public AssignmentTerms {
        boolean negative = factors.load() < 0 || factors.skill() < 0 || factors.history() < 0 || factors.own() < 0;
        if (weight < 1 || cap < 0 || negative) {
            throw new IllegalArgumentException("weights, factors and caps of tasks are not negative: " + role);
        }
    }
}
