package io.neiqin.platform.approval;

import java.util.EnumSet;
import java.util.Set;

/** Where a request for approval stands. */
public enum ApprovalStatus {
    DRAFT,
    PENDING,
    APPROVED,
    REJECTED,
    /** Sent back to the requester, who may change and submit it again. */
    RETURNED,
    /** Taken back by the requester. */
    WITHDRAWN,
    /** What was to be approved has changed, or is no more. */
    EXPIRED;

    private static final Set<ApprovalStatus> SUBMITTED_FROM = EnumSet.of(DRAFT, RETURNED, WITHDRAWN);

    /** Not over, and nobody is asked: the requester may submit it once more. */
    boolean isOpenAgain() {
        return this == RETURNED || this == WITHDRAWN;
    }

    boolean maySubmit() {
        return SUBMITTED_FROM.contains(this);
    }
}
