package io.neiqin.customer.tag;

import static java.util.stream.Collectors.toMap;

import io.neiqin.platform.command.CommandContext;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** Use cases of the vocabulary. Nobody is told: what is on a customer, its own events say. */
@ApplicationScoped
public class TagService {

    private final Tags tags;

    public TagService(Tags tags) {
        this.tags = tags;
    }

    /** A word as customers need to know it. */
    public record Word(String code, Tag.Kind kind, boolean active) {

        /** Whether the other one comes in its place. */
        public boolean replacedBy(Word other) {
            return kind.isExclusive() && kind == other.kind && !code.equals(other.code);
        }
    }

    /** The words of these codes, by code; unknown ones are absent. */
    public Uni<Map<String, Word>> words(Collection<String> codes) {
        return tags.byCode(codes)
                .map(found -> found.stream()
                        .collect(toMap(Tag::code, tag -> new Word(tag.code(), tag.kind(), tag.active()))));
    }

    Uni<Tag> create(Tag tag) {
        return tags.persist(tag);
    }

    Uni<Tag> change(UUID id, String zh, String en, boolean active, CommandContext context) {
        return tags.get(id)
                .map(context::watch)
                .invoke(tag -> context.requireVersion(tag.version()))
                .invoke(tag -> tag.change(zh, en, active));
    }
}
