package io.neiqin.orders.order;

import io.neiqin.platform.handover.HandOver.Subject;
import io.neiqin.platform.handover.SubjectKind;
import io.neiqin.platform.identity.Actor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** An order about which one department asks another (ORD-39). */
@ApplicationScoped
class HandedOrder implements SubjectKind {

    private final Orders orders;

    HandedOrder(Orders orders) {
        this.orders = orders;
    }

    @Override
    public String type() {
        return Order.TYPE;
    }

    @Override
    public Uni<Subject> get(UUID id, Actor actor) {
        return orders.get(id, actor).map(order -> new Subject(type(), id, order.number()));
    }
}
