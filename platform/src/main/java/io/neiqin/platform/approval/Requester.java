package io.neiqin.platform.approval;

import jakarta.persistence.Embeddable;
import java.util.UUID;

/**
 * Who asks for an approval.
 *
 * @param departmentId his on that day; null for one without
 */
@Embeddable
public record Requester(String employeeNo, UUID departmentId) {}
