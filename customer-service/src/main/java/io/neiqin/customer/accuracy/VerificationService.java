package io.neiqin.customer.accuracy;

import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.customer.customer.CustomerService;
import io.neiqin.customer.customer.CustomerStatus;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.deadline.Deadlines;
import io.neiqin.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Use cases of the periodic verification: ask, take the answer down, follow the customer. */
@ApplicationScoped
public class VerificationService {

    private static final Set<CustomerStatus> CLOSED = EnumSet.of(CustomerStatus.BLOCKED, CustomerStatus.MERGED);

    private final VerificationTasks tasks;
    private final AccuracyCycle cycle;
    private final CustomerService customers;
    private final Deadlines deadlines;

    public VerificationService(
            VerificationTasks tasks, AccuracyCycle cycle, CustomerService customers, Deadlines deadlines) {
        this.tasks = tasks;
        this.cycle = cycle;
        this.customers = customers;
        this.deadlines = deadlines;
    }

    /** Asks the customer's salesperson, before the time has come or because it has. */
    Uni<VerificationTask> open(UUID customerId, CommandContext context) {
        return customers.inSight(customerId, context.actor()).flatMap(customer -> {
            if (CLOSED.contains(customer.status())) {
                throw Problem.conflict("customer-closed", customer.status());
            }
            return tasks.openOf(customerId).flatMap(there -> {
                if (there != null) {
                    throw Problem.conflict("verification-open").with("existingId", there.id());
                }
                return begin(customer, context);
            });
        });
    }

    private Uni<VerificationTask> begin(CustomerRef customer, CommandContext context) {
        VerificationTask task = new VerificationTask(customer, context);
        return tasks.persist(task).call(() -> deadlines.start(task.toDo(), VerificationTask.DEADLINE, context));
    }

    Uni<VerificationTask> confirm(UUID id, String words, CommandContext context) {
        return answer(id, context, task -> task.confirm(words, context));
    }

    Uni<VerificationTask> correct(UUID id, List<String> fields, String words, CommandContext context) {
        return answer(id, context, task -> task.correct(fields, words, context));
    }

    private Uni<VerificationTask> answer(UUID id, CommandContext context, Consumer<VerificationTask> verb) {
        return tasks.toChange(id, context.actor())
                .map(context::watch)
                .invoke(task -> task.requireAnswerBy(context.actor()))
                .invoke(task -> context.requireVersion(task.version()))
                .invoke(verb)
                .call(task -> stop(task, context))
                .call(task -> cycle.verified(task.customerId(), context.businessDate()))
                .call(task -> customers.verified(
                        task.customerId(),
                        new CustomerService.Verified(
                                id,
                                task.status().name(),
                                task.fields().size(),
                                CheckedField.count(),
                                task.answer().wordOf()),
                        context));
    }

    /** Asks whoever owns the customer by now, or nobody where the customer is no more. */
    Uni<VerificationTask> follow(UUID id, CommandContext context) {
        return tasks.toChange(id, context.actor())
                .map(context::watch)
                .call(task -> customers
                        .known(task.customerId())
                        .flatMap(customer -> task.isOpen()
                                ? follow(task, customer, context)
                                : Uni.createFrom().voidItem()));
    }

    private Uni<Void> follow(VerificationTask task, CustomerRef customer, CommandContext context) {
        if (CLOSED.contains(customer.status())) {
            task.drop(context);
            return stop(task, context);
        }
        String before = task.ownerNo();
        task.follow(customer, context);
        return deadlines.giveTo(
                VerificationTask.TYPE, task.id(), VerificationTask.DEADLINE, before, customer.ownerNo());
    }

    private Uni<Void> stop(VerificationTask task, CommandContext context) {
        return deadlines.stop(VerificationTask.TYPE, task.id(), VerificationTask.DEADLINE, context);
    }
}
