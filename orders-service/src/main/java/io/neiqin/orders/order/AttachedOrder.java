package io.neiqin.orders.order;

import io.neiqin.platform.attachment.Attachable;
import io.neiqin.platform.attachment.AttachmentKind;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.identity.Actor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** An order with its papers: what it was entered from. */
@ApplicationScoped
class AttachedOrder implements AttachmentKind {

    private final Orders orders;

    AttachedOrder(Orders orders) {
        this.orders = orders;
    }

    @Override
    public String type() {
        return Order.TYPE;
    }

    @Override
    public Uni<Attachable> get(UUID id, Actor actor) {
        return orders.get(id, actor).map(OrderPapers::new);
    }

    @Override
    public Uni<Attachable> toChange(UUID id, CommandContext context) {
        return orders.toChange(id, context.actor()).map(context::watch).map(OrderPapers::new);
    }
}
