package io.neiqin.customer.ticket;

import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.customer.customer.CustomerStatus;
import io.neiqin.customer.ticket.course.Hand;
import io.neiqin.customer.ticket.course.Hand.Terms;
import io.neiqin.customer.ticket.course.Procedure;
import io.neiqin.customer.window.TicketType;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.identity.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tickets without a database, for tests of their rules: who is there, and what time it is. */
final class Desk {

    static final Terms TERMS = new Terms(Duration.ofDays(7), 2, 3, Duration.ofHours(1));
    static final Instant MORNING = Instant.parse("2026-11-27T01:00:30Z");

    private static final UUID CUSTOMER = UUID.randomUUID();

    private Desk() {}

    /**
     * Somebody with his roles.
     *
     * @param department null for none
     * @param principals those for whom he stands in
     */
    record Person(String no, UUID department, Set<String> roles, List<String> principals) {

        static Person of(String no, UUID department, String... roles) {
            Set<String> all = Stream.concat(Stream.of(Roles.EMPLOYEE), Arrays.stream(roles))
                    .collect(Collectors.toSet());
            return new Person(no, department, all, List.of());
        }

        Person standingInFor(String other) {
            return new Person(no, department, roles, List.of(other));
        }

        Actor actor() {
            return new Actor(no, no, department, roles, Visibility.ALL);
        }

        Hand at(Instant now) {
            return new Hand(actor(), now, principals, TERMS);
        }
    }

    /** @param steps the roles of its procedure's steps, which are called by their places */
    static Ticket open(TicketType type, Person opener, Instant at, String... steps) {
        List<Procedure.Step> procedure = Arrays.stream(steps)
                .map(role -> new Procedure.Step(
                        "s" + Arrays.asList(steps).indexOf(role), "步骤", "step", role, null, null, null))
                .toList();
        CommandContext context = CommandContext.ofRequest(
                opener.actor(), at, LocalDate.of(2026, 11, 27), null, "c", null, "create", null);
        TicketRequest request = new TicketRequest(
                type, null, Matter.Channel.PHONE, "leaks", "it leaks", CUSTOMER, null, null, null, null);
        CustomerRef customer = new CustomerRef(
                CUSTOMER, "C-1", "Customer", "East", null, CustomerStatus.ACTIVE, "E001", UUID.randomUUID());
        return new Ticket("TK-1", request, customer, new Procedure(procedure), context);
    }
}
