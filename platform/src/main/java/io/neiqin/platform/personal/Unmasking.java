package io.neiqin.platform.personal;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** That somebody was shown a personal value (查看明文): kept, and never changed. */
@Entity
@Immutable
public class Unmasking {

    /**
     * What the value belongs to, and whose it was then.
     *
     * @param type as its resource is called, in the singular: {@code customer}
     */
    public record Subject(String type, UUID id, String number, String ownerNo, UUID departmentId) {}

    @Id
    private UUID id;

    private Instant at;
    private String employeeNo;
    private String subjectType;
    private UUID subjectId;
    private String subjectNumber;
    private String ownerNo;
    private UUID departmentId;
    private String field;
    private String requestId;

    protected Unmasking() {}

    UUID id() {
        return id;
    }

    UnmaskingView view() {
        return new UnmaskingView(id, at, employeeNo, subjectType, subjectId, subjectNumber, field, requestId);
    }

    /**
     * Who saw what.
     *
     * @param field where it stands in the subject
     * @param requestId as in the logs
     */
    public record UnmaskingView(
            UUID id,
            Instant at,
            String employeeNo,
            String subjectType,
            UUID subjectId,
            String subjectNumber,
            String field,
            String requestId) {}
}
