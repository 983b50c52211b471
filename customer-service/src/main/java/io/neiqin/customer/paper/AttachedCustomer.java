package io.neiqin.customer.paper;

import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.customer.customer.CustomerService;
import io.neiqin.customer.qualification.QualificationService;
import io.neiqin.platform.attachment.Attachable;
import io.neiqin.platform.attachment.AttachmentKind;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.identity.Actor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;

/** A customer with its papers (客户档案, CUS-4). */
@ApplicationScoped
class AttachedCustomer implements AttachmentKind {

    private final CustomerService customers;
    private final PaperFiles files;
    private final QualificationService qualifications;

    AttachedCustomer(CustomerService customers, PaperFiles files, QualificationService qualifications) {
        this.customers = customers;
        this.files = files;
        this.qualifications = qualifications;
    }

    @Override
    public String type() {
        return CustomerPapers.TYPE;
    }

    @Override
    public Uni<Attachable> get(UUID id, Actor actor) {
        return customers.kept(id, actor).map(customer -> new CustomerPapers(customer, Set.of()));
    }

    @Override
    public Uni<Attachable> toChange(UUID id, CommandContext context) {
        return customers
                .inSight(id, context.actor())
                .call(() -> files.lockCustomer(id))
                .flatMap(this::papers);
    }

    private Uni<Attachable> papers(CustomerRef customer) {
        return qualifications.papersOf(customer.id()).map(used -> new CustomerPapers(customer, used));
    }
}
