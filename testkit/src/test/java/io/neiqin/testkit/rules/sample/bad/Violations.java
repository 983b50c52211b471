package io.neiqin.testkit.rules.sample.bad;

import io.neiqin.testkit.Json;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Each class breaks one rule. */
@Path("/orders")
class HttpByAnnotation {}

class HttpByException {
    void load() {
        throw new NotFoundException();
    }
}

class Listening {
    @Incoming("orders")
    void on(String event) {}
}

class SendingByEmitter {
    Emitter<String> emitter;
}

class SendingByProducer {
    KafkaProducer<String, String> producer;
}

// Named as resources, so that they break only the rule they are for.
class MappingResource implements ExceptionMapper<IllegalStateException> {
    @Override
    public Response toResponse(IllegalStateException exception) {
        return null;
    }
}

class ServerMappingResource {
    @ServerExceptionMapper
    Response map(IllegalStateException exception) {
        return null;
    }
}

@Entity
class ReactiveAggregate {
    @Id
    long id;

    Uni<Void> confirm() {
        return null;
    }
}

class SalesProjection {
    Uni<Void> apply() {
        return null;
    }
}

enum OrderStatus {
    DRAFT;

    Uni<OrderStatus> next() {
        return null;
    }
}

class TransactionByAnnotation {
    @WithTransaction
    Uni<Void> store() {
        return null;
    }
}

class TransactionByCall {
    Uni<Object> store() {
        return Panache.withTransaction(() -> null);
    }
}

@Entity
class Unrecorded {
    @Id
    long id;

    @Version
    int version;
}

class ByItself {
    Object react() {
        return Contexts.ofSystem();
    }
}

class Contexts {
    static Object ofSystem() {
        return null;
    }
}

class OrderHelper {}

class BaseOrder {}

class OrderServiceImpl {}

class InjectedField {
    @Inject
    OrderHelper field;
}

class ConfiguredField {
    @ConfigProperty(name = "x")
    String field;
}

class ChannelField {
    @Channel("x")
    String field;
}

class NeighbourUser {
    String json = Json.text("another service's class");
}

interface Lonely {}

class OnlyOne implements Lonely {}
