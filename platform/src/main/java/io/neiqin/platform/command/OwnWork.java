package io.neiqin.platform.command;

import io.neiqin.platform.history.Recording;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.identity.Visibility;
import io.neiqin.platform.relay.Relay;
import io.neiqin.platform.time.BusinessClock;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The boundary of what a service does to its aggregates by itself, as a start-up task or in reaction to an event: under
 * its own account, in one transaction (the one it is in, or a new one) with its entries in their histories.
 */
@ApplicationScoped
public class OwnWork {

    private final BusinessClock clock;
    private final Relay relay;
    private final Actor service;

    OwnWork(BusinessClock clock, Relay relay, @ConfigProperty(name = "neiqin.machine.client-id") String account) {
        this.clock = clock;
        this.relay = relay;
        this.service = new Actor(account, account, null, Set.of(Roles.SYSTEM), Visibility.ALL);
    }

    /** A task that nothing but the service itself has caused. */
    public <A> Uni<A> run(String command, Function<CommandContext, Uni<A>> work) {
        return react(command, Uuid7.next().toString(), null, work);
    }

    /**
     * A reaction.
     *
     * @param correlationId of what began it all
     * @param causationId of the event that it reacts to
     */
    public <A> Uni<A> react(
            String command, String correlationId, String causationId, Function<CommandContext, Uni<A>> work) {
        CommandContext context =
                CommandContext.ofSystem(service, clock.now(), clock.today(), correlationId, causationId, command);
        return Panache.withTransaction(() -> Panache.getSession()
                        .flatMap(session -> work.apply(context)
                                .call(session::flush)
                                .call(() -> Recording.of(session, context.deed(), context.watched())
                                        .write(session))))
                .invoke(relay::wake);
    }
}
