package io.neiqin.customer.duplicate;

import io.neiqin.customer.duplicate.DuplicateCase.Pair;
import io.neiqin.customer.duplicate.ScanView.Phase;
import io.neiqin.customer.duplicate.ScanView.Status;
import io.neiqin.customer.duplicate.Scans.Block;
import io.neiqin.customer.duplicate.Scans.Lost;
import io.neiqin.customer.duplicate.Scans.Place;
import io.neiqin.customer.duplicate.Scans.Row;
import io.neiqin.customer.duplicate.Scans.Term;
import io.neiqin.customer.similarity.Lookalikes;
import io.neiqin.customer.similarity.Lookalikes.Known;
import io.neiqin.customer.similarity.Similarity;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.command.OwnWork;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.problem.DatabaseFaults;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.time.BusinessClock;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Looks through all customers for those that look like one (查重扫描, DAT-6), every night and when it is asked to: first notes
 * by what each is found, then compares those that are found by the same. A step is a transaction that says where the next one
 * begins, so memory holds a page, and a crash goes on where it was, on any instance.
 */
@ApplicationScoped
public class ScanService {

    private static final Logger LOG = Logger.getLogger(ScanService.class);
    private static final int CUSTOMERS_AT_ONCE = 500;
    private static final int BLOCKS_AT_ONCE = 100;
    private static final int MEMBERS = 30;

    /** Comparing is not to keep an event loop for long. */
    private static final int PAIRS_AT_ONCE = 2_000;

    /** Each brings its history along in one statement. */
    private static final int CASES_AT_ONCE = 25;

    private final Scans scans;
    private final DuplicateCases cases;
    private final Lookalikes lookalikes;
    private final OwnWork work;
    private final BusinessClock clock;
    private final ZoneId zone;
    private final ScanSettings settings;

    ScanService(
            Scans scans,
            DuplicateCases cases,
            Lookalikes lookalikes,
            OwnWork work,
            BusinessClock clock,
            @ConfigProperty(name = "neiqin.zone") ZoneId zone,
            ScanSettings settings) {
        this.scans = scans;
        this.cases = cases;
        this.lookalikes = lookalikes;
        this.work = work;
        this.clock = clock;
        this.zone = zone;
        this.settings = settings;
    }

    /** Refuses with 409 while another one is not at its end. */
    Uni<ScanView> ask(CommandContext context) {
        UUID id = Uuid7.next();
        return scans.ask(id, context.actor().employeeNo(), context.at(), null).chain(() -> get(id));
    }

    Uni<ScanView> get(UUID id) {
        return scans.get(id).onItem().ifNull().failWith(() -> Problem.notFound("scan", id));
    }

    /** While the database is away, it waits. */
    @Scheduled(every = "{neiqin.duplicates.look-every}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return night().chain(this::scan)
                .onFailure(Lost.class)
                .recoverWithNull()
                .onFailure()
                .invoke(away -> LOG.warnf("the scan for duplicates waits: %s", away.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    /** Of several instances one begins it; what was merged long ago is forgotten with it. */
    private Uni<Void> night() {
        LocalDate today = clock.today();
        boolean due = settings.nightly() && clock.now().atZone(zone).getHour() >= settings.hour();
        return due
                ? Panache.withTransaction(() -> scans.latestNight()
                                .flatMap(last -> last != null && !last.isBefore(today)
                                        ? Uni.createFrom().voidItem()
                                        : cases.forget(clock.now().minus(settings.unmergeWithin()))
                                                .chain(() -> scans.ask(Uuid7.next(), "system", clock.now(), today))))
                        // Another instance was first, or somebody's own is at work.
                        .onFailure(failed -> DatabaseFaults.problemOf(failed).isPresent())
                        .recoverWithNull()
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> scan() {
        return Panache.withTransaction(scans::take)
                .flatMap(term -> term == null
                        ? Uni.createFrom().voidItem()
                        : Multi.createBy()
                                .repeating()
                                .uni(() -> step(term))
                                .whilst(more -> more)
                                .collect()
                                .last()
                                .replaceWithVoid()
                                .onFailure(failed -> !(failed instanceof Lost) && !DatabaseFaults.isPassing(failed))
                                .recoverWithUni(failed -> giveUp(term, failed)));
    }

    private Uni<Void> giveUp(Term term, Throwable failed) {
        LOG.errorf(failed, "scan %s for duplicates cannot go on", term.id());
        return Panache.withTransaction(() -> scans.end(term.id(), Status.FAILED, "unexpected", clock.now()));
    }

    /** Whether there is more to do. */
    private Uni<Boolean> step(Term term) {
        return work.run(
                "scan",
                context -> scans.hold(term)
                        .flatMap(place ->
                                place.phase() == Phase.KEYS ? note(term, place) : compare(term, place, context)));
    }

    private Uni<Boolean> note(Term term, Place place) {
        Uni<Void> begun =
                place.customer() == null ? scans.forgetKeys() : Uni.createFrom().voidItem();
        return begun.chain(() -> scans.customersAfter(place.customer(), CUSTOMERS_AT_ONCE))
                .call(scans::fill)
                .call(customers -> {
                    List<Long> keys = new ArrayList<>();
                    List<UUID> owners = new ArrayList<>();
                    for (Row customer : customers) {
                        for (long key : Blocks.of(customer.features())) {
                            keys.add(key);
                            owners.add(customer.id());
                        }
                    }
                    return scans.note(keys, owners);
                })
                .flatMap(customers -> {
                    boolean last = customers.size() < CUSTOMERS_AT_ONCE;
                    UUID until = customers.isEmpty()
                            ? place.customer()
                            : customers.get(customers.size() - 1).id();
                    return scans.noted(term.id(), customers.size(), until, last ? Phase.PAIRS : Phase.KEYS);
                })
                .replaceWith(true);
    }

    /** Some blocks, as long as they are not too many pairs; cases beyond what one step opens are left to the next one. */
    private Uni<Boolean> compare(Term term, Place place, CommandContext context) {
        return scans.blocksAfter(place.key(), BLOCKS_AT_ONCE, MEMBERS).flatMap(blocks -> {
            if (blocks.isEmpty()) {
                return scans.end(term.id(), Status.DONE, null, clock.now())
                        .chain(scans::forgetKeys)
                        .replaceWith(false);
            }
            Set<UUID> members =
                    blocks.stream().flatMap(block -> block.customers().stream()).collect(Collectors.toSet());
            return lookalikes
                    .these(members)
                    .map(known -> known.stream().collect(Collectors.toMap(Known::id, one -> one)))
                    .flatMap(known -> cases.known(pairs(blocks)).flatMap(judged -> {
                        Compared compared = compared(blocks, known, judged);
                        return open(compared.alike(), context)
                                .chain(() -> scans.compared(
                                        term.id(),
                                        compared.pairs(),
                                        compared.alike().size(),
                                        compared.last()));
                    }))
                    .replaceWith(true);
        });
    }

    private Uni<Void> open(Map<Pair, Similarity> alike, CommandContext context) {
        return alike.isEmpty()
                ? Uni.createFrom().voidItem()
                : cases.persist(
                        alike.entrySet().stream().map(one -> new DuplicateCase(one.getKey(), one.getValue(), context)));
    }

    /**
     * What some blocks have brought.
     *
     * @param pairs that were compared
     * @param last key of the last block of these
     */
    private record Compared(int pairs, Map<Pair, Similarity> alike, long last) {}

    private Compared compared(List<Block> blocks, Map<UUID, Known> known, Set<Pair> judged) {
        Map<Pair, Similarity> alike = new LinkedHashMap<>();
        Set<Pair> seen = new LinkedHashSet<>();
        Block last = null;
        for (Block block : blocks) {
            if (last != null && (seen.size() > PAIRS_AT_ONCE || alike.size() >= CASES_AT_ONCE)) {
                break;
            }
            for (Pair pair : pairs(List.of(block))) {
                Known first = known.get(pair.first());
                Known second = known.get(pair.second());
                if (first != null && second != null && seen.add(pair) && !judged.contains(pair)) {
                    Similarity similarity = Similarity.between(first.features(), second.features());
                    if (similarity.score() >= settings.openFrom()) {
                        alike.put(pair, similarity);
                    }
                }
            }
            last = block;
        }
        return new Compared(seen.size(), alike, last.key());
    }

    private static List<Pair> pairs(List<Block> blocks) {
        Set<Pair> pairs = new LinkedHashSet<>();
        for (Block block : blocks) {
            List<UUID> customers = block.customers();
            for (int i = 0; i < customers.size(); i++) {
                for (int j = i + 1; j < customers.size(); j++) {
                    pairs.add(Pair.of(customers.get(i), customers.get(j)));
                }
            }
        }
        return List.copyOf(pairs);
    }
}
