package io.neiqin.platform.importing.batch;

import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.history.Recording;
import io.neiqin.platform.history.Recording.Begun;
import io.neiqin.platform.importing.Claims;
import io.neiqin.platform.importing.ImportKind;
import io.neiqin.platform.importing.Plan;
import io.neiqin.platform.importing.batch.ImportBatch.Fault;
import io.neiqin.platform.importing.batch.ImportBatch.LastEvent;
import io.neiqin.platform.importing.batch.ImportBatch.Reading;
import io.neiqin.platform.importing.batch.ImportBatch.Tally;
import io.neiqin.platform.importing.batch.ImportErrors.RowError;
import io.neiqin.platform.importing.reading.Portion;
import io.neiqin.platform.importing.reading.Portion.Found;
import io.neiqin.platform.numbering.Numbers;
import io.neiqin.platform.outbox.Outbox;
import io.neiqin.platform.outbox.Told;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.relay.Relay;
import io.neiqin.platform.time.BusinessClock;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Portions of a file, each taken in one transaction with what it tells, its histories and the count of rows that are done.
 * Whoever has lost the file to another instance, or whose import was cancelled, changes nothing.
 */
@ApplicationScoped
class Portions {

    /** So long has an instance a file in hand after its last portion. */
    private static final Duration IN_HAND = Duration.ofSeconds(30);

    private final Imports imports;
    private final ImportErrors errors;
    private final Numbers numbers;
    private final Outbox outbox;
    private final Relay relay;
    private final BusinessClock clock;

    Portions(Imports imports, ImportErrors errors, Numbers numbers, Outbox outbox, Relay relay, BusinessClock clock) {
        this.imports = imports;
        this.errors = errors;
        this.numbers = numbers;
        this.outbox = outbox;
        this.relay = relay;
        this.clock = clock;
    }

    /** Takes the next file in hand that nobody has; null where there is none. What an earlier look has found is gone. */
    Uni<ImportBatch> begin(UUID instance) {
        return Panache.withTransaction(() -> imports.nextFree(clock.now())
                .onItem()
                .ifNotNull()
                .call(batch -> {
                    batch.takenBy(instance, clock.now().plus(IN_HAND));
                    return batch.begins()
                            ? errors.clear(batch.id())
                            : Uni.createFrom().voidItem();
                }));
    }

    /** What is to become of its records, in their order; nothing is changed yet. */
    Uni<List<Plan>> plan(ImportBatch batch, ImportKind kind, Portion portion, Claims claims) {
        var context = batch.context(clock.now(), clock.today(), claims, numbers);
        return portion.sound().isEmpty()
                ? Uni.createFrom().item(List.of())
                : Panache.withTransaction(() -> kind.plan(portion.sound(), context));
    }

    /**
     * Does what is planned; false where the file is not in hand any more. That is asked last, under the lock of the file, so
     * that portions can be stored side by side.
     *
     * @param plans of the records with nothing wrong in the file, in their order
     */
    Uni<Boolean> settle(ImportBatch batch, UUID instance, Portion portion, List<Plan> plans, Reading reading) {
        Outcome outcome = new Outcome(portion, plans);
        return Panache.withTransaction(() -> store(batch, outcome.entered)
                        .call(() -> errors.add(batch.id(), outcome.wrong))
                        .flatMap(last -> imports.locked(batch.id()).flatMap(now -> {
                            boolean ours = isInHand(now, instance);
                            // An attempt whose answer was lost may have done it.
                            if (!ours || now.tally().done().has(portion.from())) {
                                return Panache.currentTransaction()
                                        .invoke(Mutiny.Transaction::markForRollback)
                                        .replaceWith(ours);
                            }
                            now.takenBy(instance, clock.now().plus(IN_HAND));
                            now.progressed(outcome.tally(portion), reading, clock.now());
                            now.told(last);
                            return Uni.createFrom().item(true);
                        })))
                .invoke(relay::wake);
    }

    private static boolean isInHand(ImportBatch batch, UUID instance) {
        return batch != null && batch.isInHandOf(instance);
    }

    Uni<Boolean> finish(UUID id, UUID instance, Reading reading) {
        return change(id, instance, batch -> batch.finished(reading, clock.now()));
    }

    Uni<Boolean> fail(UUID id, UUID instance, Problem problem) {
        List<String> arguments =
                problem.arguments().stream().map(String::valueOf).toList();
        return change(id, instance, batch -> batch.failed(new Fault(problem.code(), arguments), clock.now()));
    }

    /** So that no other instance takes it while this one reads. */
    Uni<Boolean> hold(UUID id, UUID instance) {
        return change(id, instance, batch -> {});
    }

    /** For another instance, or this one's next start, to go on at once. */
    Uni<Boolean> leave(UUID id, UUID instance) {
        return change(id, instance, batch -> batch.takenBy(null, null));
    }

    private Uni<Boolean> change(UUID id, UUID instance, Consumer<ImportBatch> change) {
        return Panache.withTransaction(() -> imports.locked(id).map(batch -> {
            boolean ours = isInHand(batch, instance);
            if (ours) {
                batch.takenBy(instance, clock.now().plus(IN_HAND));
                change.accept(batch);
            }
            return ours;
        }));
    }

    /** What becomes of a portion. */
    private static final class Outcome {
        private final List<Plan.Enter> entered = new ArrayList<>();
        private final List<RowError> wrong = new ArrayList<>();
        private int unchanged;
        private int refused;

        /** @param plans of the records with nothing wrong in the file, in their order */
        Outcome(Portion portion, List<Plan> plans) {
            int sound = 0;
            for (Found found : portion.records()) {
                Plan plan = found.problem() == null ? plans.get(sound++) : new Plan.Refuse(found.problem());
                if (plan instanceof Plan.Enter enter) {
                    entered.add(enter);
                } else if (plan instanceof Plan.Refuse refuse) {
                    refused++;
                    wrong.addAll(ImportErrors.of(found.record(), refuse.problem()));
                } else {
                    unchanged++;
                }
            }
        }

        Tally tally(Portion portion) {
            return new Tally(portion.rows(), entered.size(), unchanged, refused);
        }
    }

    /** What was told last; null where there was nothing to tell, as in a dry run. */
    private Uni<LastEvent> store(ImportBatch batch, List<Plan.Enter> entered) {
        if (entered.isEmpty() || !batch.isForGood()) {
            return Uni.createFrom().nullItem();
        }
        Object[] aggregates = entered.stream().map(Plan.Enter::aggregate).toArray();
        List<Told> told =
                entered.stream().flatMap(enter -> enter.told().stream()).toList();
        UUID last = told.get(told.size() - 1).event().aggregateId();
        return Panache.getSession()
                .flatMap(session -> session.persistAll(aggregates)
                        .chain(session::flush)
                        .chain(() -> Recording.begin(
                                session, entered.stream().map(Portions::begun).toList()))
                        // Nobody asks again what of them has changed.
                        .invoke(session::clear))
                .chain(() -> outbox.appendAll(entered.get(0).context(), told))
                .map(version -> new LastEvent(last, version));
    }

    private static Begun begun(Plan.Enter enter) {
        Recorded aggregate = enter.aggregate();
        return new Begun(aggregate, enter.context().deed());
    }
}
