package io.neiqin.customer.window;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.database.InTurn;
import io.neiqin.platform.organisation.Organisation;
import io.neiqin.platform.organisation.Organisation.Person;
import io.neiqin.platform.organisation.People;
import io.neiqin.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Use cases of contact windows, and whom one leads to. */
@ApplicationScoped
public class ContactWindowService {

    /** Who gets something, and the department for which he has it; null for one without. */
    public record Recipient(String employeeNo, UUID departmentId) {}

    private final ContactWindows windows;
    private final Organisation organisation;
    private final People people;

    ContactWindowService(ContactWindows windows, Organisation organisation, People people) {
        this.windows = windows;
        this.organisation = organisation;
        this.people = people;
    }

    Uni<ContactWindow> open(
            UUID departmentId, TicketType type, String employeeNo, String deputyNo, CommandContext context) {
        return requireHere(employeeNo, "/employeeNo", context)
                .chain(() -> requireHere(deputyNo, "/deputyNo", context))
                .chain(() -> windows.openOf(departmentId, type))
                .flatMap(taken -> {
                    if (taken != null) {
                        throw Problem.conflict("window-exists").with("existingId", taken.id());
                    }
                    return windows.persist(new ContactWindow(departmentId, type, employeeNo, deputyNo, context));
                });
    }

    Uni<ContactWindow> staff(UUID id, String employeeNo, String deputyNo, CommandContext context) {
        return load(id, context)
                .call(() -> requireHere(employeeNo, "/employeeNo", context))
                .call(() -> requireHere(deputyNo, "/deputyNo", context))
                .invoke(window -> window.staff(employeeNo, deputyNo, context));
    }

    Uni<ContactWindow> close(UUID id, CommandContext context) {
        return load(id, context).invoke(window -> window.close(context));
    }

    /**
     * Whoever is named, or who takes such a matter for his department (TKT-6). Refuses with 422 where there is nobody.
     *
     * @param toNo null where only the department is named
     * @param departmentId null where only the person is named
     */
    public Uni<Recipient> recipient(String toNo, UUID departmentId, TicketType type, CommandContext context) {
        if (toNo == null && departmentId == null) {
            throw Problem.rule("ticket-invalid").at("/toNo", "ticket-to-nobody");
        }
        return toNo != null
                ? person(toNo, context).invoke(to -> requireOf(to, departmentId))
                : leadsTo(departmentId, type)
                        .map(found -> found.map(no -> new Recipient(no, departmentId))
                                .orElseThrow(() ->
                                        Problem.rule("ticket-invalid").at("/departmentId", "ticket-nobody-there")));
    }

    private static void requireOf(Recipient to, UUID departmentId) {
        if (departmentId != null && !departmentId.equals(to.departmentId())) {
            throw Problem.rule("ticket-invalid").at("/departmentId", "ticket-not-of-department", to.employeeNo());
        }
    }

    /** Refuses with 422 who is not here. */
    public Uni<Recipient> person(String employeeNo, CommandContext context) {
        return organisation
                .person(employeeNo, context.businessDate())
                .map(found -> found.filter(Person::active)
                        .map(person -> new Recipient(employeeNo, person.departmentId()))
                        .orElseThrow(() -> Problem.rule("unknown-employee-no", employeeNo)
                                .at("/toNo", "unknown-employee-no", employeeNo)));
    }

    /**
     * Who takes a matter for a department: whoever its window says and is here, else his deputy, else its head. Empty where
     * there is nobody.
     */
    private Uni<Optional<String>> leadsTo(UUID departmentId, TicketType type) {
        return windows.openFor(departmentId, type)
                .flatMap(open -> InTurn.each(
                        open.stream().flatMap(window -> window.staff().stream()).toList(), people::person))
                .flatMap(here -> {
                    Optional<String> first = here.stream().flatMap(List::stream).findFirst();
                    return first.isPresent()
                            ? Uni.createFrom().item(first)
                            : people.heads(departmentId)
                                    .map(heads -> heads.stream().findFirst());
                });
    }

    private Uni<ContactWindow> load(UUID id, CommandContext context) {
        return windows.toChange(id).map(context::watch).invoke(window -> context.requireVersion(window.version()));
    }

    /** @param employeeNo null for none */
    private Uni<Void> requireHere(String employeeNo, String pointer, CommandContext context) {
        if (employeeNo == null) {
            return Uni.createFrom().voidItem();
        }
        return organisation
                .person(employeeNo, context.businessDate())
                .invoke(found -> {
                    if (found.filter(Person::active).isEmpty()) {
                        throw Problem.rule("window-invalid").at(pointer, "unknown-employee-no", employeeNo);
                    }
                })
                .replaceWithVoid();
    }
}
