package io.neiqin.admin.department;

import io.neiqin.events.admin.DepartmentEvent.DepartmentChanged;
import io.neiqin.events.admin.DepartmentEvent.Version;
import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.id.Uuid7;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderBy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.BatchSize;

/**
 * A department (部门). Name, parent and head are dated: a reorganisation is a new version from a day on, and the past
 * stays what it was, so that figures roll up by the tree of their own day.
 */
@Entity
public class Department implements Recorded {

    @Id
    private UUID id;

    @jakarta.persistence.Version
    private int version;

    private String code;
    private Instant createdAt;
    private Instant changedAt;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "department_version", joinColumns = @JoinColumn(name = "department_id"))
    @OrderBy("validFrom")
    @BatchSize(size = 200)
    private List<DepartmentVersion> versions = new ArrayList<>();

    protected Department() {}

    Department(String code, DepartmentVersion first, Instant at) {
        this.id = Uuid7.next();
        this.code = code;
        this.createdAt = at;
        this.changedAt = at;
        this.versions.add(first);
    }

    DepartmentChanged created() {
        return changed();
    }

    /** Is this from that day on, until the next version; replaces a version of the same day. */
    DepartmentChanged change(DepartmentVersion next, Instant at) {
        versions.removeIf(version -> version.validFrom().equals(next.validFrom()));
        versions.add(next);
        versions.sort(Comparator.comparing(DepartmentVersion::validFrom));
        changedAt = at;
        return changed();
    }

    private DepartmentChanged changed() {
        return new DepartmentChanged(
                id,
                code,
                versions.stream()
                        .map(v -> new Version(v.validFrom(), v.name(), v.parentId(), v.headNo()))
                        .toList());
    }

    /** Empty before its first day. */
    Optional<DepartmentVersion> on(LocalDate day) {
        return versions.stream()
                .filter(version -> !version.validFrom().isAfter(day))
                .reduce((earlier, later) -> later);
    }

    DepartmentVersion first() {
        return versions.get(0);
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public int version() {
        return version;
    }

    String code() {
        return code;
    }

    List<DepartmentVersion> versions() {
        return versions;
    }

    @Override
    public String historyType() {
        return "department";
    }

    @Override
    public DepartmentResource.DepartmentView recorded() {
        return DepartmentResource.DepartmentView.recorded(this);
    }
}
