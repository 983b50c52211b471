package io.neiqin.platform.sample;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.EventType;
import java.util.UUID;

/** What happens to a note. It rides on a fixed topic that nobody else uses here. */
public sealed interface NoteEvent extends DomainEvent {

    UUID noteId();

    @Override
    default UUID aggregateId() {
        return noteId();
    }

    @EventType("neiqin.reporting.note-written.v1")
    record NoteWritten(UUID noteId, String number, String title) implements NoteEvent {}

    @EventType("neiqin.reporting.note-changed.v1")
    record NoteChanged(UUID noteId, int change, String title) implements NoteEvent {}
}
