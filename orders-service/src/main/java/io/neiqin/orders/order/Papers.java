package io.neiqin.orders.order;

import io.neiqin.platform.attachment.Paper;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The papers of an order (附件), in the order in which they came. */
record Papers(List<Paper> all) {

    static final Papers NONE = new Papers(List.of());

    Papers with(Paper paper) {
        return new Papers(Stream.concat(all.stream(), Stream.of(paper)).toList());
    }

    Papers without(UUID id) {
        return new Papers(all.stream().filter(paper -> !paper.id().equals(id)).toList());
    }
}
