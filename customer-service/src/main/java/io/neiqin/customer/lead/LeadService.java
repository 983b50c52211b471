package io.neiqin.customer.lead;

import io.neiqin.customer.customer.CustomerService;
import io.neiqin.customer.lead.LeadStatus.Action;
import io.neiqin.customer.source.LeadSources;
import io.neiqin.events.customers.LeadEvent;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.http.ExternalRef;
import io.neiqin.platform.identity.Actor;
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
import java.util.function.Function;

/** Use cases of leads (CUS-3, CUS-28). */
@ApplicationScoped
public class LeadService {

    private final Leads leads;
    private final LeadSources sources;
    private final CustomerService customers;
    private final Organisation organisation;
    private final Numbers numbers;
    private final Unmaskings unmaskings;
    private final Outbox outbox;

    public LeadService(
            Leads leads,
            LeadSources sources,
            CustomerService customers,
            Organisation organisation,
            Numbers numbers,
            Unmaskings unmaskings,
            Outbox outbox) {
        this.leads = leads;
        this.sources = sources;
        this.customers = customers;
        this.organisation = organisation;
        this.numbers = numbers;
        this.unmaskings = unmaskings;
        this.outbox = outbox;
    }

    Uni<Lead> create(LeadRequest sent, CommandContext context) {
        LeadRequest request = captured(sent, context.actor());
        return ExternalRef.requireFree(request.externalRef(), leads::byExternalRef, Lead::id, null)
                .chain(() -> sources.requireActive(request.source()))
                .chain(() -> owner(request.ownerNo(), context))
                .flatMap(owner -> numbers.next("lead", context.businessDate())
                        .map(number -> new Lead(number, request, owner, context)))
                .flatMap(leads::persist)
                .call(lead -> outbox.append(context, List.of(lead.captured())));
    }

    Uni<Lead> change(UUID id, LeadRequest request, CommandContext context) {
        return load(id, context)
                .invoke(lead -> lead.require(Action.EDIT, context.actor()))
                .call(lead -> request.source().equals(lead.particulars().source())
                        ? Uni.createFrom().voidItem()
                        : sources.requireActive(request.source()))
                .invoke(lead -> lead.change(request, context));
    }

    Uni<Lead> assign(UUID id, String ownerNo, CommandContext context) {
        return load(id, context)
                .call(lead -> owner(ownerNo, context)
                        .flatMap(owner -> outbox.append(context, List.of(lead.assign(owner, context)))));
    }

    Uni<Lead> start(UUID id, CommandContext context) {
        return load(id, context).invoke(lead -> lead.start(context));
    }

    /** Into a new customer, with its contact, or into one that the file has already, in the actor's sight. */
    Uni<Lead> convert(UUID id, LeadResource.Conversion wanted, CommandContext context) {
        return load(id, context)
                .invoke(lead -> lead.require(Action.CONVERT, context.actor()))
                .call(lead -> customer(lead, wanted, context)
                        .flatMap(customer -> outbox.append(
                                context, List.of(lead.convert(customer, wanted.customerId() == null, context)))));
    }

    Uni<Lead> disqualify(UUID id, String reason, CommandContext context) {
        return tell(id, context, lead -> lead.disqualify(reason, context));
    }

    Uni<Lead> reopen(UUID id, CommandContext context) {
        return tell(id, context, lead -> lead.reopen(context));
    }

    /** For a record about it; refuses with 404, also outside the actor's sight. */
    public Uni<LeadRef> inSight(UUID id, Actor actor) {
        return leads.get(id, actor).map(LeadRef::of);
    }

    /** For a record that is about it already, whoever asks; null for none. */
    public Uni<LeadRef> known(UUID id) {
        return leads.findById(id).map(lead -> lead == null ? null : LeadRef.of(lead));
    }

    /** With phone and address of its contact; that he has seen them is kept (SEC-1). */
    Uni<LeadView> unmasked(UUID id, Actor actor) {
        return leads.get(id, actor)
                .invoke(lead -> lead.requireUnmaskingBy(actor))
                .flatMap(lead -> unmaskings.show(
                        new Unmasking.Subject("lead", id, lead.number(), lead.ownerNo(), lead.departmentId()),
                        actor,
                        look -> LeadView.of(lead, actor, look)));
    }

    private Uni<UUID> customer(Lead lead, LeadResource.Conversion wanted, CommandContext context) {
        if (wanted.customerId() != null) {
            return customers.inSight(wanted.customerId(), context.actor()).map(known -> known.id());
        }
        if (lead.ownerNo() == null && wanted.ownerNo() == null) {
            throw Problem.rule("lead-invalid").at("/ownerNo", "customer-without-owner");
        }
        return customers.enter(lead.asCustomer(wanted), context).map(made -> made.id());
    }

    private Uni<Lead> tell(UUID id, CommandContext context, Function<Lead, LeadEvent> verb) {
        return load(id, context).call(lead -> outbox.append(context, List.of(verb.apply(lead))));
    }

    private Uni<Lead> load(UUID id, CommandContext context) {
        return leads.get(id, context.actor())
                .map(context::watch)
                .invoke(lead -> lead.requireWorkBy(context.actor()))
                .invoke(lead -> context.requireVersion(lead.version()));
    }

    /** A salesperson and a telemarketer hand in what is theirs. */
    private static LeadRequest captured(LeadRequest sent, Actor actor) {
        if (Lead.isCapturedForAnybodyBy(actor)) {
            return sent;
        }
        if (sent.ownerNo() != null && !sent.ownerNo().equals(actor.employeeNo())) {
            throw Problem.forbidden("lead-owner-not-you");
        }
        return sent.ownedBy(actor.employeeNo());
    }

    /** Null for nobody. */
    private Uni<Organisation.Person> owner(String employeeNo, CommandContext context) {
        return employeeNo == null
                ? Uni.createFrom().nullItem()
                : organisation
                        .person(employeeNo, context.businessDate())
                        .map(found -> CustomerService.requireOwner(found.orElse(null), employeeNo));
    }
}
