package io.neiqin.platform.http;

import io.neiqin.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The natural key that a record has in another system; unique, so that a second import changes nothing. */
public record ExternalRef(
        @NotBlank @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,39}")
        String system,

        @NotBlank @Size(max = 100) String id) {

    /**
     * Refuses with 409 and {@code existingId} when another record has the reference already. The unique constraint
     * behind it refuses the race that this cannot see.
     *
     * @param wanted null for a record without one
     * @param find the record of a system and id, null when there is none
     * @param own the record that may have it, null for a new one
     */
    public static <E> Uni<Void> requireFree(
            ExternalRef wanted, BiFunction<String, String, Uni<E>> find, Function<E, UUID> id, UUID own) {
        if (wanted == null) {
            return Uni.createFrom().voidItem();
        }
        return find.apply(wanted.system, wanted.id)
                .invoke(taken -> {
                    if (taken != null && !id.apply(taken).equals(own)) {
                        throw Problem.conflict("duplicate-external-ref", wanted.system + "/" + wanted.id)
                                .with("existingId", id.apply(taken));
                    }
                })
                .replaceWithVoid();
    }
}
