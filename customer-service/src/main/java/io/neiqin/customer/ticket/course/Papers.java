package io.neiqin.customer.ticket.course;

import io.neiqin.platform.attachment.Paper;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The papers of a ticket (附件), in the order in which they came. */
public record Papers(List<Paper> all) {

    public static final Papers NONE = new Papers(List.of());

    public Papers with(Paper paper) {
        return new Papers(Stream.concat(all.stream(), Stream.of(paper)).toList());
    }

    public Papers without(UUID id) {
        return new Papers(all.stream().filter(paper -> !paper.id().equals(id)).toList());
    }
}
