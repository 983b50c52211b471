package io.neiqin.platform.approval;

import java.util.Set;

/**
 * Somebody who decides, for himself and for those who have named him to stand in (委托).
 *
 * @param principals who have, on the day
 */
record Voice(String by, Set<String> principals) {

    /** Nobody comes to decide about his own request by standing in. */
    boolean speaksFor(String approver, String requester) {
        return approver.equals(by) || principals.contains(approver) && !by.equals(requester);
    }
}
