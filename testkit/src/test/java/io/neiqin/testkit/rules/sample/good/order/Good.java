package io.neiqin.testkit.rules.sample.good.order;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Everything where it belongs. */
@Path("/orders")
class OrderResource {
    private final OrderService service;

    @Inject
    OrderResource(OrderService service) {
        this.service = service;
    }

    @GET
    Uni<View> get() {
        return service.load();
    }

    record View(String number) {}
}

class OrderService {
    @WithTransaction
    Uni<OrderResource.View> load() {
        return Uni.createFrom().nullItem();
    }
}

class CustomerEventsConsumer {
    @Incoming("customers")
    Uni<Void> on(String event) {
        return Uni.createFrom().voidItem();
    }
}

@Entity
class Order {
    @Id
    long id;
}

sealed interface Change permits Added, Removed {}

record Added() implements Change {}

record Removed() implements Change {}

interface Listener {
    void changed(Change change);
}
