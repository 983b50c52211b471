package io.neiqin.platform.assignment.proposal;

/**
 * How the tasks of a kind are offered. They are configuration, so that a company can turn them.
 *
 * @param role who does them
 * @param lead who may give them to another
 * @param skill a right that whoever does them must hold beside the role; null for none
 * @param weight how much work one is, compared with other kinds
 * @param factors what the criteria count for each other
 * @param cap percent above the average of open work beyond which nobody is offered more
 * @param strategy null, as in what was stored before there were any, for SCORED
 */
public record AssignmentTerms(
        String role, String lead, String skill, int weight, Factors factors, int cap, Strategy strategy) {

    /** How much a full grade in each criterion counts, in hundreds of points. */
    public record Factors(int load, int skill, int history, int own, int time) {

        int of(Criterion criterion) {
            return switch (criterion) {
                case LOAD -> load;
                case SKILL -> skill;
                case HISTORY -> history;
                case OWN -> own;
                case TIME -> time;
                case TURN -> 0;
            };
        }

        private boolean isNegative() {
            return load < 0 || skill < 0 || history < 0 || own < 0 || time < 0;
        }
    }

    public AssignmentTerms {
        strategy = strategy == null ? Strategy.SCORED : strategy;
        if (weight < 1 || cap < 0 || factors.isNegative()) {
            throw new IllegalArgumentException("weights, factors and caps of tasks are not negative: " + role);
        }
    }

    /** The same work given out by another rule. */
    public AssignmentTerms by(Strategy other, Factors otherFactors, int otherCap) {
        return new AssignmentTerms(role, lead, skill, weight, otherFactors, otherCap, other);
    }
}
