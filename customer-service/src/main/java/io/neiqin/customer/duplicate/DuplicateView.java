package io.neiqin.customer.duplicate;

import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.customer.duplicate.DuplicateStatus.Action;
import io.neiqin.customer.similarity.Signal;
import io.neiqin.platform.http.View;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Two customers that look like one, as they are shown.
 *
 * @param score 0 to 100
 * @param vanishedId which of them was merged into the other; null unless they were merged once
 * @param unmergeUntil until when that can be taken back; null unless they are merged
 * @param judgement why it was judged so
 */
public record DuplicateView(
        @NotNull UUID id,
        int version,
        @NotNull DuplicateStatus status,
        int score,
        @NotNull List<Signal> signals,
        @NotNull Party first,
        @NotNull Party second,
        UUID vanishedId,
        UUID survivorId,
        Instant unmergeUntil,
        String judgement,
        String judgedBy,
        Instant judgedAt,
        @NotNull Instant createdAt,
        @NotNull List<String> allowedActions)
        implements View {

    /** One of the two. */
    public record Party(
            @NotNull UUID id,
            @NotNull String number,
            @NotNull String name,
            @NotNull String status,
            @NotNull String ownerNo,
            UUID departmentId) {

        private static Party of(CustomerRef customer) {
            return new Party(
                    customer.id(),
                    customer.number(),
                    customer.name(),
                    customer.status().name(),
                    customer.ownerNo(),
                    customer.departmentId());
        }
    }

    /** Who looks, when, and how long a merge can be taken back. */
    record Reader(Actor actor, Instant now, Duration window) {}

    /** @param customers both of them */
    static DuplicateView of(DuplicateCase found, Map<UUID, CustomerRef> customers, Reader reader) {
        CustomerRef first = customers.get(found.firstId());
        CustomerRef second = customers.get(found.secondId());
        boolean merged = found.status() == DuplicateStatus.MERGED;
        return new DuplicateView(
                found.id(),
                found.version(),
                found.status(),
                found.score(),
                found.signals(),
                Party.of(first),
                Party.of(second),
                found.vanishedId(),
                found.survivorId(),
                merged ? found.judgedAt().plus(reader.window()) : null,
                found.judgement(),
                found.judgedBy(),
                found.judgedAt(),
                found.createdAt(),
                actions(found, first.ownerNo().equals(second.ownerNo()), reader));
    }

    private static List<String> actions(DuplicateCase found, boolean sameOwner, Reader reader) {
        Actor actor = reader.actor();
        boolean leads = actor.hasAny(Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER);
        boolean judges = leads || actor.hasAny(Roles.CLERK, Roles.CLERK_LEAD);
        return found.status().actions().stream()
                .filter(action -> action == Action.DISMISS ? judges : leads || judges && sameOwner)
                .filter(action -> action != Action.UNMERGE || !found.isOver(reader.window(), reader.now()))
                .map(Action::command)
                .toList();
    }
}
