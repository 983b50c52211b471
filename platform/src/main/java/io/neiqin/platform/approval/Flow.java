package io.neiqin.platform.approval;

import java.util.List;

/**
 * The way of an approval (审批流程): steps one after the other, the nodes of a step side by side.
 *
 * @param kind what is approved, as {@code order-over-limit}
 * @param copies who is told of it without being asked (抄送)
 */
public record Flow(String kind, List<Step> steps, List<ApproverRule> copies) {

    static Flow of(String kind, ApprovalSettings.Kind set) {
        return new Flow(
                kind,
                set.steps().stream()
                        .map(step ->
                                new Step(step.nodes().stream().map(Node::of).toList()))
                        .toList(),
                set.copies().orElse(List.of()).stream().map(ApproverRule::of).toList());
    }

    public Flow {
        if (steps.isEmpty() || steps.stream().anyMatch(step -> step.nodes().isEmpty())) {
            throw new IllegalArgumentException("nobody approves in " + kind);
        }
    }

    /** All of its nodes have to approve before the next one begins. */
    public record Step(List<Node> nodes) {}

    /**
     * Somebody who has to approve, or several.
     *
     * @param percent of them who have to approve, for {@link Mode#RATIO}; else 100
     */
    public record Node(String name, Mode mode, int percent, ApproverRule approvers) {

        private static Node of(ApprovalSettings.Node set) {
            return new Node(set.name(), set.mode(), set.percent(), ApproverRule.of(set.approvers()));
        }

        public Node {
            if (percent < 1 || percent > 100) {
                throw new IllegalArgumentException(percent + " % of " + name);
            }
        }
    }

    /** Whose word decides in a node. */
    public enum Mode {
        /** All have to approve (会签); one against it is enough to reject. */
        ALL,
        /** The first one who decides, decides (或签). */
        ANY,
        /** So many percent have to approve; it is rejected once they cannot be reached any more. */
        RATIO,
        /** As ALL, asked one after the other (依次审批). */
        SEQUENTIAL
    }
}
