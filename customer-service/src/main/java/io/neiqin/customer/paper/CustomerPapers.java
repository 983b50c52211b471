package io.neiqin.customer.paper;

import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.customer.qualification.QualificationKind;
import io.neiqin.platform.attachment.Attachable;
import io.neiqin.platform.attachment.Attachment.Subject;
import io.neiqin.platform.attachment.Paper;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.problem.Problem;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What may be done to a customer's papers, classified by kind: the office and its salesperson bring them. What a qualification
 * rests on stays: others have looked at it.
 */
final class CustomerPapers implements Attachable {

    static final String TYPE = "customer";

    private static final Set<String> KINDS =
            Arrays.stream(QualificationKind.values()).map(Enum::name).collect(Collectors.toSet());

    private final CustomerRef customer;
    private final Set<UUID> used;

    /** @param used by qualifications; needed only where papers are taken away */
    CustomerPapers(CustomerRef customer, Set<UUID> used) {
        this.customer = customer;
        this.used = used;
    }

    @Override
    public Subject subject() {
        return new Subject(TYPE, customer.id(), customer.number());
    }

    @Override
    public void requireAddable(String purpose, Actor actor) {
        requireKeeper(customer, actor);
        if (!KINDS.contains(String.valueOf(purpose))) {
            String known = KINDS.stream().sorted().collect(Collectors.joining(", "));
            throw Problem.rule("attachment-unknown-purpose", String.valueOf(purpose), known);
        }
    }

    @Override
    public void requireRemovable(String purpose, Actor actor) {
        requireKeeper(customer, actor);
    }

    /** The office keeps all files; a salesperson those of his own customers. */
    static void requireKeeper(CustomerRef customer, Actor actor) {
        boolean office = actor.hasAny(
                Roles.CLERK, Roles.CLERK_LEAD, Roles.ADMIN_ASSISTANT, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER);
        if (!office && !customer.ownerNo().equals(actor.employeeNo())) {
            throw Problem.forbidden("not-your-customer");
        }
    }

    /** The paper itself says that it is the customer's. */
    @Override
    public void attach(Paper paper, CommandContext context) {}

    @Override
    public void detach(Paper paper, CommandContext context) {
        if (used.contains(paper.id())) {
            throw Problem.conflict("paper-in-use");
        }
    }
}
