package io.neiqin.admin.department;

import jakarta.persistence.Embeddable;
import java.time.LocalDate;
import java.util.UUID;

/**
 * What a department is from a day on, until its next version begins.
 *
 * @param parentId null for a root
 * @param headNo the head's employee number, null while vacant
 */
@Embeddable
public record DepartmentVersion(LocalDate validFrom, String name, UUID parentId, String headNo) {}
