package io.neiqin.platform.outbox;

import io.neiqin.events.DomainEvent;
import io.neiqin.platform.command.CommandContext;
import java.time.LocalDate;
import java.util.List;

/** An event and the day it counts for, where several are told at once. */
public record Told(DomainEvent event, LocalDate businessDate) {

    /** What one command tells. */
    public static List<Told> all(CommandContext context, List<? extends DomainEvent> events) {
        return events.stream()
                .map(event -> new Told(event, context.businessDate()))
                .toList();
    }
}
