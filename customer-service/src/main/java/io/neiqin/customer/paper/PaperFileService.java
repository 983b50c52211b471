package io.neiqin.customer.paper;

import io.neiqin.customer.customer.CustomerService;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Use cases of paper files. */
@ApplicationScoped
public class PaperFileService {

    private final PaperFiles files;
    private final CustomerService customers;

    public PaperFileService(PaperFiles files, CustomerService customers) {
        this.files = files;
        this.customers = customers;
    }

    /** The file of a customer is set up. */
    Uni<PaperFile> create(UUID customerId, String location, String remark, CommandContext context) {
        return customers
                .inSight(customerId, context.actor())
                .invoke(customer -> CustomerPapers.requireKeeper(customer, context.actor()))
                .call(() -> files.ofCustomer(customerId).invoke(PaperFileService::refuseSecond))
                .flatMap(customer -> files.persist(new PaperFile(customer, location, remark, context)));
    }

    private static void refuseSecond(PaperFile there) {
        if (there != null) {
            throw Problem.conflict("duplicate-paper-file").with("existingId", there.id());
        }
    }

    Uni<PaperFile> change(UUID id, String location, String remark, CommandContext context) {
        return files.toChange(id, context.actor())
                .map(context::watch)
                .call(file -> customers
                        .inSight(file.customerId(), context.actor())
                        .invoke(customer -> CustomerPapers.requireKeeper(customer, context.actor())))
                .invoke(file -> context.requireVersion(file.version()))
                .invoke(file -> file.put(location, remark, context));
    }
}
