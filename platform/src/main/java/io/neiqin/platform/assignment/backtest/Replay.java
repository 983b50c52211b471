package io.neiqin.platform.assignment.backtest;

import io.neiqin.platform.assignment.backtest.Workload.Piece;
import io.neiqin.platform.assignment.backtest.Workload.Worker;
import io.neiqin.platform.assignment.proposal.AssignmentTerms;
import io.neiqin.platform.assignment.proposal.Candidate;
import io.neiqin.platform.assignment.proposal.Need;
import io.neiqin.platform.assignment.proposal.Proposal;
import io.neiqin.platform.deadline.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;

/**
 * Gives out the work of a past period by another policy (回测), by the same {@link Proposal} as the real work is offered by,
 * and says what would have come of it. Pure: the same workload and policy give the same figures.
 *
 * <p>Each person takes up what he has in the order in which he got it, one at a time, in his shifts; he takes it up as soon
 * as he can, and declines nothing. When he goes on leave, what he has begun is begun anew by another, whose first word is
 * not the first one then.
 */
public final class Replay {

    /** At the same moment, what ends comes before what begins: so nobody is offered work by who has gone. */
    private static final Comparator<Happening> ORDER =
            Comparator.comparing(Happening::at).thenComparing(Happening::what).thenComparing(Happening::number);

    private enum What {
        DONE,
        GONE,
        BACK,
        ARRIVED
    }

    /**
     * Something to come.
     *
     * @param number of the piece or the person
     * @param attempt of the piece: one that has gone to another does not end
     */
    private record Happening(Instant at, What what, int number, int attempt) {}

    private final List<Piece> pieces;
    private final List<Desk> desks;
    private final Map<String, AssignmentTerms> terms;
    private final Random chance;
    private final List<Job> jobs = new ArrayList<>();
    private final List<Job> nobodys = new ArrayList<>();
    private final Experience experience = new Experience();
    private final PriorityQueue<Happening> coming = new PriorityQueue<>(ORDER);

    private Replay(Workload workload, Policy policy) {
        this.pieces = workload.pieces();
        this.desks = workload.workers().stream().map(Desk::new).toList();
        this.terms = policy.terms();
        this.chance = policy.chance();
    }

    /** What would have come of it. Pieces of kinds that the policy has no terms for are not given out. */
    public static Figures of(Workload workload, Policy policy) {
        return new Replay(workload, policy).run();
    }

    private Figures run() {
        for (int i = 0; i < pieces.size(); i++) {
            jobs.add(new Job(i, pieces.get(i)));
            coming.add(new Happening(pieces.get(i).arrival(), What.ARRIVED, i, 0));
        }
        for (int i = 0; i < desks.size(); i++) {
            for (Span away : desks.get(i).worker().away()) {
                coming.add(new Happening(away.from(), What.GONE, i, 0));
                coming.add(new Happening(away.to(), What.BACK, i, 0));
            }
        }
        while (!coming.isEmpty()) {
            happen(coming.poll());
        }
        return new Outcome(jobs, desks).figures();
    }

    private void happen(Happening next) {
        Instant now = next.at();
        switch (next.what()) {
            case ARRIVED -> offer(jobs.get(next.number()), now);
            case DONE -> finish(jobs.get(next.number()), next.attempt(), now);
            case GONE -> {
                Desk left = desks.get(next.number());
                left.clear().forEach(job -> {
                    job.leave(left.worker().employeeNo(), now);
                    offer(job, now);
                });
            }
            case BACK -> {
                List<Job> waiting = List.copyOf(nobodys);
                nobodys.clear();
                waiting.forEach(job -> offer(job, now));
            }
        }
    }

    private void offer(Job job, Instant now) {
        Piece piece = job.piece();
        AssignmentTerms known = terms.get(piece.kind());
        if (known == null) {
            return;
        }
        List<Desk> able = desks.stream()
                .filter(desk -> desk.worker().rights().contains(known.role()))
                .filter(desk -> desk.worker().minutes().containsKey(piece.kind()))
                .toList();
        Need need = new Need(null, piece.about(), null, Set.of(), null);
        List<Candidate> candidates =
                able.stream().map(desk -> candidate(desk, piece, now)).toList();
        Optional<Proposal.Offer> offer = Policy.choose(Proposal.of(need, known, job.declined(), candidates), chance);
        if (offer.isEmpty()) {
            nobodys.add(job);
            return;
        }
        String to = offer.get().to().employeeNo();
        Desk desk = able.stream()
                .filter(each -> each.worker().employeeNo().equals(to))
                .findFirst()
                .orElseThrow();
        desk.take(job, known.weight(), now);
        begin(desk, now);
    }

    private Candidate candidate(Desk desk, Piece piece, Instant now) {
        Worker worker = desk.worker();
        String no = worker.employeeNo();
        return new Candidate(
                no,
                null,
                worker.isHere(now),
                worker.rights(),
                true,
                desk.load(),
                experience.done(piece.kind(), no),
                experience.served(piece.about(), no),
                experience.minutes(piece.kind(), no),
                desk.lastOffered());
    }

    /** What is first at this desk, unless something is in hand. */
    private void begin(Desk desk, Instant now) {
        desk.next(now)
                .ifPresent(begun -> coming.add(new Happening(
                        begun.end(),
                        What.DONE,
                        begun.job().number(),
                        begun.job().attempt())));
    }

    private void finish(Job job, int attempt, Instant now) {
        if (job.attempt() != attempt) {
            return;
        }
        Desk desk = job.desk();
        String by = desk.worker().employeeNo();
        boolean knew = experience.served(job.piece().about(), by) > 0;
        job.finish(knew, now);
        desk.finish(job);
        int minutes = (int) Math.max(1, Duration.between(job.begun(), now).toMinutes());
        experience.add(job.number(), job.piece().kind(), job.piece().about(), by, minutes);
        begin(desk, now);
    }
}
