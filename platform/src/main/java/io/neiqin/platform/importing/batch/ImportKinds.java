package io.neiqin.platform.importing.batch;

import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.importing.ImportKind;
import io.neiqin.platform.problem.Problem;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What a service takes over from files. */
@ApplicationScoped
class ImportKinds {

    private final List<ImportKind> all;

    ImportKinds(@All List<ImportKind> all) {
        this.all = all;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Refuses with 400 one that this service does not have. */
    ImportKind get(String name) {
        return all.stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.badRequest("parameter-invalid", "kind", String.valueOf(name)));
    }

    /** As {@link #get}; refuses with 403 who may not. */
    ImportKind get(String name, Actor actor) {
        ImportKind kind = get(name);
        if (!actor.hasAny(kind.roles().toArray(String[]::new))) {
            throw Problem.forbidden("role-missing");
        }
        return kind;
    }

    /** Those that this actor may import. */
    List<ImportKind> of(Actor actor) {
        return all.stream()
                .filter(kind -> actor.hasAny(kind.roles().toArray(String[]::new)))
                .toList();
    }
}
