package io.neiqin.customer.customer;

import io.neiqin.platform.handover.HandOver.Subject;
import io.neiqin.platform.handover.SubjectKind;
import io.neiqin.platform.identity.Actor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** A customer about whom one department asks another. */
@ApplicationScoped
class HandedCustomer implements SubjectKind {

    private final Customers customers;

    HandedCustomer(Customers customers) {
        this.customers = customers;
    }

    @Override
    public String type() {
        return "customer";
    }

    @Override
    public Uni<Subject> get(UUID id, Actor actor) {
        return customers.get(id, actor).map(customer -> new Subject(type(), id, customer.number()));
    }
}
