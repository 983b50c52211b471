package io.neiqin.platform.importing.batch;

import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.history.Recording;
import io.neiqin.platform.history.Recording.Begun;
import io.neiqin.platform.importing.Claims;
import io.neiqin.platform.importing.ImportKind;
import io.neiqin.platform.importing.ImportRecord;
import io.neiqin.platform.importing.Plan;
import io.neiqin.platform.importing.batch.ImportBatch.Fault;
import io.neiqin.platform.importing.batch.ImportBatch.LastEvent;
import io.neiqin.platform.importing.batch.ImportBatch.Reading;
import io.neiqin.platform.importing.batch.ImportBatch.Status;
import io.neiqin.platform.importing.batch.ImportBatch.Tally;
import io.neiqin.platform.importing.batch.ImportErrors.RowError;
import io.neiqin.platform.importing.batch.RecordReader.Found;
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
import java.util.function.Function;

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
                    return batch.tally().rows() == 0
                            ? errors.clear(batch.id())
                            : Uni.createFrom().voidItem();
                }));
    }

    /** Does what its plan says to each record; false where the file is not in hand any more. */
    Uni<Boolean> take(UUID id, UUID instance, ImportKind kind, List<Found> portion, Claims claims, Reading reading) {
        List<ImportRecord> sound = portion.stream()
                .filter(found -> found.problem() == null)
                .map(Found::record)
                .toList();
        return inHand(id, instance, batch -> {
                    var context = batch.context(clock.now(), clock.today(), claims, numbers);
                    Uni<List<Plan>> plans =
                            sound.isEmpty() ? Uni.createFrom().item(List.of()) : kind.plan(sound, context);
                    return plans.flatMap(planned -> settle(batch, new Outcome(portion, planned), reading));
                })
                .invoke(relay::wake);
    }

    /** A record that could not be stored for a reason that its plan did not know. */
    Uni<Boolean> refuse(UUID id, UUID instance, Found found, Problem problem, Reading reading) {
        List<Found> portion = List.of(new Found(found.record(), found.rowsInFile(), problem));
        return inHand(id, instance, batch -> settle(batch, new Outcome(portion, List.of()), reading));
    }

    Uni<Boolean> finish(UUID id, UUID instance, Reading reading) {
        return inHand(id, instance, batch -> {
            batch.progressed(batch.tally(), reading, clock.now());
            batch.finished(clock.now());
            return Uni.createFrom().voidItem();
        });
    }

    Uni<Boolean> fail(UUID id, UUID instance, Problem problem) {
        List<String> arguments = problem.errors().isEmpty()
                ? problem.arguments().stream().map(String::valueOf).toList()
                : problem.errors().get(0).arguments().stream()
                        .map(String::valueOf)
                        .toList();
        return inHand(id, instance, batch -> {
            batch.failed(new Fault(problem.code(), arguments), clock.now());
            return Uni.createFrom().voidItem();
        });
    }

    /** So that no other instance takes it while this one reads. */
    Uni<Boolean> hold(UUID id, UUID instance) {
        return inHand(id, instance, batch -> Uni.createFrom().voidItem());
    }

    /** For another instance, or this one's next start, to go on at once. */
    Uni<Boolean> leave(UUID id, UUID instance) {
        return inHand(id, instance, batch -> {
            batch.takenBy(null, null);
            return Uni.createFrom().voidItem();
        });
    }

    private Uni<Boolean> inHand(UUID id, UUID instance, Function<ImportBatch, Uni<Void>> work) {
        return Panache.withTransaction(() -> imports.locked(id).flatMap(batch -> {
            if (batch == null || !batch.isInHandOf(instance)) {
                return Uni.createFrom().item(false);
            }
            batch.takenBy(instance, clock.now().plus(IN_HAND));
            return work.apply(batch).replaceWith(true);
        }));
    }

    /** What becomes of a portion. */
    private static final class Outcome {
        private final List<Plan.Enter> entered = new ArrayList<>();
        private final List<RowError> wrong = new ArrayList<>();
        private int rows;
        private int unchanged;
        private int refused;

        /** @param plans of the records with nothing wrong in the file, in their order */
        Outcome(List<Found> portion, List<Plan> plans) {
            int sound = 0;
            for (Found found : portion) {
                rows += found.rowsInFile();
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

        Tally addedTo(Tally before) {
            return new Tally(
                    before.rows() + rows,
                    before.entered() + entered.size(),
                    before.unchanged() + unchanged,
                    before.refused() + refused);
        }
    }

    private Uni<Void> settle(ImportBatch batch, Outcome outcome, Reading reading) {
        Uni<Void> stored = batch.status() == Status.COMMITTING
                ? store(batch, outcome.entered)
                : Uni.createFrom().voidItem();
        return stored.chain(() -> errors.add(batch.id(), outcome.wrong))
                .invoke(() -> batch.progressed(outcome.addedTo(batch.tally()), reading, clock.now()));
    }

    private Uni<Void> store(ImportBatch batch, List<Plan.Enter> entered) {
        if (entered.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Object[] aggregates = entered.stream().map(Plan.Enter::aggregate).toArray();
        List<Told> told =
                entered.stream().flatMap(enter -> enter.told().stream()).toList();
        return Panache.getSession()
                .flatMap(session -> session.persistAll(aggregates)
                        .chain(session::flush)
                        .chain(() -> Recording.begin(
                                session, entered.stream().map(Portions::begun).toList()))
                        .chain(() -> outbox.appendAll(entered.get(0).context(), told))
                        .invoke(version -> batch.told(
                                new LastEvent(told.get(told.size() - 1).event().aggregateId(), version)))
                        .replaceWithVoid());
    }

    private static Begun begun(Plan.Enter enter) {
        Recorded aggregate = enter.aggregate();
        return new Begun(aggregate, enter.context().deed());
    }
}
