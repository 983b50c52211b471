package io.neiqin.platform.approval;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.neiqin.platform.http.View;
import io.neiqin.platform.identity.Actor;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A request for approval as it is shown.
 *
 * @param content what is approved, as it was when it was submitted
 * @param contentHash SHA-256 of it; content with another is not approved
 * @param headline the subject in a few words
 * @param own whose own matter it is: they do not decide
 * @param dueAt by when the next of those who are asked has to have decided; null when nobody is
 * @param step in hand, counted from 1; beyond the last one once approved
 * @param asked who can decide now
 * @param words whose word the caller can say, his own first; another's by {@code inPlaceOf}
 */
public record ApprovalView(
        UUID id,
        int version,
        String kind,
        ApprovalStatus status,
        Approval.Subject subject,
        String headline,
        String requesterNo,
        List<String> own,
        int round,
        int step,
        List<String> asked,
        List<String> copied,
        Instant submittedAt,
        Instant dueAt,
        Instant completedAt,

        @JsonRawValue @Schema(type = SchemaType.OBJECT) String content,

        String contentHash,
        List<Flow.Step> flow,
        List<Said> tasks,
        List<String> words,
        List<String> allowedActions)
        implements View {

    /** What somebody was asked, and said; step and node counted from 1. */
    public record Said(
            int round,
            int step,
            int node,
            String approver,
            boolean added,
            Task.State state,
            String decidedBy,
            Instant decidedAt,
            String comment) {

        private static Said of(Task task) {
            return new Said(
                    task.round(),
                    task.step() + 1,
                    task.node() + 1,
                    task.approver(),
                    task.added(),
                    task.state(),
                    task.decidedBy(),
                    task.decidedAt(),
                    task.comment());
        }
    }

    /** @param principals for whom the caller may speak */
    static ApprovalView of(Approval approval, Actor actor, List<String> principals, Instant dueAt) {
        return new ApprovalView(
                approval.id(),
                approval.version(),
                approval.kind(),
                approval.status(),
                approval.subject(),
                approval.headline(),
                approval.requester().employeeNo(),
                approval.own(),
                approval.progress().round(),
                approval.progress().step() + 1,
                approval.asked(),
                approval.copied(),
                approval.submittedAt(),
                dueAt,
                approval.completedAt(),
                approval.content().json(),
                approval.content().hash(),
                approval.flow().steps(),
                approval.progress().tasks().stream().map(Said::of).toList(),
                approval.wordsOf(actor, principals),
                approval.actionsFor(actor, principals));
    }

    /** A request in a list: what fits on a phone, and is enough to decide by for whoever knows the matter. */
    public record Summary(
            UUID id,
            int version,
            String kind,
            ApprovalStatus status,
            Approval.Subject subject,
            String headline,
            String requesterNo,
            int round,
            List<String> asked,
            String contentHash,
            Instant submittedAt,
            Instant dueAt) {

        static Summary of(Approval approval, Instant dueAt) {
            return new Summary(
                    approval.id(),
                    approval.version(),
                    approval.kind(),
                    approval.status(),
                    approval.subject(),
                    approval.headline(),
                    approval.requester().employeeNo(),
                    approval.progress().round(),
                    approval.asked(),
                    approval.content().hash(),
                    approval.submittedAt(),
                    dueAt);
        }
    }
}
