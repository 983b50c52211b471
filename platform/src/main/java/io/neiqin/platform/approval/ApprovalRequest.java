package io.neiqin.platform.approval;

import io.neiqin.platform.approval.Approval.Subject;
import java.util.Set;

/**
 * What somebody asks approval for.
 *
 * @param headline the subject in a few words, for lists
 * @param content a record of the fields that are approved, as the stored row has them
 * @param concerned employee numbers of those whose own matter it is beside the requester: they do not decide
 */
public record ApprovalRequest(Subject subject, String headline, Object content, Set<String> concerned) {}
