package io.neiqin.platform.approval;

import java.time.Instant;

/**
 * What one person is asked in one node.
 *
 * @param no by which it is called, counted from 1 within the approval
 * @param added asked beside those of the flow (加签): his approval is needed whatever the node's mode
 * @param decidedBy himself, or who stands in for him (委托); null until then
 */
public record Task(
        int no,
        int round,
        int step,
        int node,
        String approver,
        boolean added,
        State state,
        String decidedBy,
        Instant decidedAt,
        String comment) {

    /** How far it is. */
    public enum State {
        /** Its turn has not come yet. */
        WAITING,
        OPEN,
        APPROVED,
        /** Has approved in an earlier step of this round and is not asked again. */
        PASSED,
        REJECTED,
        SENT_BACK,
        TRANSFERRED,
        /** Not needed any more. */
        CANCELLED;

        boolean isFor() {
            return this == APPROVED || this == PASSED;
        }

        boolean isLive() {
            return this == OPEN || this == WAITING;
        }

        /** Whether it still says something about its node. */
        boolean counts() {
            return this != TRANSFERRED && this != CANCELLED;
        }
    }

    Task to(State next) {
        return new Task(no, round, step, node, approver, added, next, null, null, null);
    }

    Task decided(State decision, String by, Instant at, String words) {
        return new Task(no, round, step, node, approver, added, decision, by, at, words);
    }

    boolean isIn(int aStep, int aNode) {
        return step == aStep && node == aNode;
    }
}
