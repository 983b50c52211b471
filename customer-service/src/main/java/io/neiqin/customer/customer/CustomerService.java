package io.neiqin.customer.customer;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.http.ExternalRef;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.numbering.Numbers;
import io.neiqin.platform.organisation.Organisation;
import io.neiqin.platform.outbox.Outbox;
import io.neiqin.platform.personal.Unmasking;
import io.neiqin.platform.personal.Unmaskings;
import io.neiqin.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Use cases of customers: load, ask whether this actor may, let the customer do it, tell what happened. */
@ApplicationScoped
public class CustomerService {

    private final Customers customers;
    private final Organisation organisation;
    private final Numbers numbers;
    private final Unmaskings unmaskings;
    private final Outbox outbox;

    public CustomerService(
            Customers customers, Organisation organisation, Numbers numbers, Unmaskings unmaskings, Outbox outbox) {
        this.customers = customers;
        this.organisation = organisation;
        this.numbers = numbers;
        this.unmaskings = unmaskings;
        this.outbox = outbox;
    }

    Uni<Customer> create(CustomerRequest request, CommandContext context) {
        requireEntryFor(request.ownerNo(), context.actor());
        return ExternalRef.requireFree(request.externalRef(), customers::byExternalRef, Customer::id, null)
                .chain(() -> owner(request.ownerNo(), context))
                .flatMap(owner -> numbers.next("customer", context.businessDate())
                        .map(number -> new Customer(number, request, owner, context)))
                .flatMap(customers::persist)
                .call(customer -> outbox.append(context, List.of(customer.created())));
    }

    Uni<Customer> change(UUID id, CustomerRequest request, CommandContext context) {
        return load(id, context)
                .invoke(customer -> customer.requireChangeBy(context.actor()))
                .invoke(customer -> context.requireVersion(customer.version()))
                .call(customer -> outbox.append(context, List.of(customer.change(request, context))));
    }

    Uni<Customer> assign(UUID id, String ownerNo, CommandContext context) {
        return load(id, context)
                .invoke(customer -> context.requireVersion(customer.version()))
                .call(customer -> owner(ownerNo, context)
                        .flatMap(owner -> outbox.append(context, List.of(customer.assign(owner, context)))));
    }

    /** For a record about it; refuses with 404, also outside the actor's sight. */
    public Uni<CustomerRef> inSight(UUID id, Actor actor) {
        return customers.get(id, actor).map(CustomerRef::of);
    }

    private Uni<Customer> load(UUID id, CommandContext context) {
        return customers.get(id, context.actor()).map(context::watch);
    }

    /** With the phones and addresses of its contacts; that he has seen them is kept (SEC-1). */
    Uni<CustomerView> unmasked(UUID id, Actor actor) {
        return customers
                .get(id, actor)
                .invoke(customer -> customer.requireUnmaskingBy(actor))
                .flatMap(customer -> unmaskings.show(
                        new Unmasking.Subject(
                                "customer", id, customer.number(), customer.ownerNo(), customer.departmentId()),
                        actor,
                        look -> CustomerView.of(customer, actor, look)));
    }

    static void requireEntryFor(String ownerNo, Actor actor) {
        boolean forAnybody = actor.hasAny(Roles.CLERK, Roles.CLERK_LEAD, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER);
        if (!forAnybody && !ownerNo.equals(actor.employeeNo())) {
            throw Problem.forbidden("owner-not-you");
        }
    }

    private Uni<Organisation.Person> owner(String employeeNo, CommandContext context) {
        return organisation
                .person(employeeNo, context.businessDate())
                .map(found -> requireOwner(found.orElse(null), employeeNo));
    }

    /** @param found null for nobody */
    static Organisation.Person requireOwner(Organisation.Person found, String employeeNo) {
        if (found == null) {
            throw Problem.rule("unknown-owner", employeeNo).at("/ownerNo", "unknown-owner", employeeNo);
        }
        if (!found.active()) {
            throw Problem.rule("inactive-owner", employeeNo).at("/ownerNo", "inactive-owner", employeeNo);
        }
        return found;
    }
}
