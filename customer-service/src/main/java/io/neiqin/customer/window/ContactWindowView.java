package io.neiqin.customer.window;

import io.neiqin.platform.http.View;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;

/**
 * A contact window as it is shown.
 *
 * @param type null for whatever has no window of its own
 * @param deputyNo asked while the other is not here; null for none
 * @param open whether anything is sent there
 */
public record ContactWindowView(
        UUID id,
        int version,
        @NotNull UUID departmentId,
        TicketType type,
        @NotNull String employeeNo,
        String deputyNo,
        boolean open,
        @NotNull String changedBy,
        @NotNull Instant changedAt)
        implements View {

    static ContactWindowView of(ContactWindow window) {
        return new ContactWindowView(
                window.id(),
                window.version(),
                window.departmentId(),
                window.type(),
                window.employeeNo(),
                window.deputyNo(),
                window.isOpen(),
                window.changedBy(),
                window.changedAt());
    }
}
