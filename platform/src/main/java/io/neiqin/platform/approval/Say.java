package io.neiqin.platform.approval;

import io.neiqin.platform.problem.Problem;
import java.time.Instant;
import java.util.List;

/** What one who is asked has to say about a request. Each refuses what cannot be said. */
sealed interface Say {

    /** As it is told. */
    String name();

    void applyTo(Course course, Voice voice, Instant at);

    /** Whether it can be said of this very request. */
    default void check(Approval approval) {}

    /** Whom it names: they have to be here. */
    default List<String> people() {
        return List.of();
    }

    /**
     * Yes.
     *
     * @param seen the hash of the content before his eyes: another content is not approved by it
     */
    record Approve(String seen, String comment) implements Say {

        @Override
        public String name() {
            return "APPROVE";
        }

        @Override
        public void check(Approval approval) {
            if (seen == null) {
                throw Problem.rule("approval-content-hash").at("/contentHash", "approval-content-hash");
            }
            approval.requireSeen(seen);
        }

        @Override
        public void applyTo(Course course, Voice voice, Instant at) {
            course.approve(voice, comment, at);
        }
    }

    /** No, and why. */
    record Reject(String comment) implements Say {

        @Override
        public String name() {
            return "REJECT";
        }

        @Override
        public void check(Approval approval) {
            if (comment == null || comment.isBlank()) {
                throw Problem.rule("approval-reason").at("/comment", "approval-reason");
            }
        }

        @Override
        public void applyTo(Course course, Voice voice, Instant at) {
            course.reject(voice, comment, at);
        }
    }

    /**
     * Not like this.
     *
     * @param toStep an earlier one, counted from 1; null for the requester
     */
    record SendBack(String comment, Integer toStep) implements Say {

        @Override
        public String name() {
            return "SEND_BACK";
        }

        @Override
        public void applyTo(Course course, Voice voice, Instant at) {
            if (toStep == null) {
                course.sendBack(voice, comment, at);
            } else {
                course.sendBack(voice, comment, toStep - 1, at);
            }
        }
    }

    /** Let him decide. */
    record Transfer(String to, String comment) implements Say {

        @Override
        public String name() {
            return "TRANSFER";
        }

        @Override
        public List<String> people() {
            return List.of(to);
        }

        @Override
        public void applyTo(Course course, Voice voice, Instant at) {
            course.transfer(voice, to, comment, at);
        }
    }

    /** These have to approve as well. */
    record AddSigners(List<String> people) implements Say {

        @Override
        public String name() {
            return "ADD_SIGNERS";
        }

        @Override
        public void applyTo(Course course, Voice voice, Instant at) {
            course.addSigners(voice, people);
        }
    }
}
