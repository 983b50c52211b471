package io.neiqin.customer.ticket.course;

import io.neiqin.customer.window.ContactWindowService.Recipient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Through whose hands a ticket has gone (流转), the first leg first; legs are added and never changed. What is waited for the
 * customer lies within a leg, and counts for nobody.
 *
 * @param ended null while it is open
 */
public record Legs(List<Leg> all, List<Wait> waits, Instant ended) {

    /** Who gets a ticket; the department for which he has it, null for one without. */
    public record Owner(String employeeNo, UUID departmentId) {

        public static final Owner NOBODY = new Owner(null, null);

        public static Owner of(Recipient to) {
            return new Owner(to.employeeNo(), to.departmentId());
        }
    }

    /**
     * A stretch with one owner.
     *
     * @param fromNo who gave it to him
     * @param ownerNo null while it is nobody's
     * @param words what is wanted of him
     * @param step for what it was handed over, as the house names it; null where nobody said
     */
    public record Leg(Instant at, String fromNo, String ownerNo, UUID departmentId, String words, String step) {}

    /** @param to null while it lasts */
    public record Wait(Instant from, Instant to) {}

    /** @param departmentId null for people without one */
    public record OfDepartment(UUID departmentId, int minutes) {}

    public record OfPerson(String employeeNo, int minutes) {}

    /**
     * Who answers for how much of the time (责任时长), in whole minutes: departments, or persons, each in the order in which it
     * came to them, with what was waited and what was nobody's make the whole.
     *
     * @param waiting for the customer
     */
    public record Held(
            List<OfDepartment> departments, List<OfPerson> persons, int waiting, int unassigned, int total) {}

    public static Legs opened(Instant at, String by) {
        return new Legs(List.of(new Leg(at, by, null, null, null, null)), List.of(), null);
    }

    /** Somebody has it from here on; what was waited is over with that, and so is the end. */
    public Legs to(Owner owner, String fromNo, String words, String step, Instant at) {
        Legs running = stillWaits() ? resumed(at) : this;
        List<Leg> longer = new ArrayList<>(all);
        longer.add(new Leg(later(at), fromNo, owner.employeeNo(), owner.departmentId(), words, step));
        return new Legs(List.copyOf(longer), running.waits, null);
    }

    public Legs waiting(Instant at) {
        List<Wait> more = new ArrayList<>(waits);
        more.add(new Wait(later(at), null));
        return new Legs(all, List.copyOf(more), ended);
    }

    public Legs resumed(Instant at) {
        List<Wait> closed = new ArrayList<>(waits);
        Instant from = closed.remove(waits.size() - 1).from();
        closed.add(new Wait(from, later(at)));
        return new Legs(all, List.copyOf(closed), ended);
    }

    public Legs ended(Instant at) {
        return new Legs(all, waits, later(at));
    }

    public Leg last() {
        return all.get(all.size() - 1);
    }

    /** The leg with this number, counted from 1, if it was somebody's. */
    public Optional<Leg> owned(int number) {
        return number < 1 || number > all.size()
                ? Optional.empty()
                : Optional.of(all.get(number - 1)).filter(leg -> leg.ownerNo() != null);
    }

    public boolean stillWaits() {
        return !waits.isEmpty() && waits.get(waits.size() - 1).to() == null;
    }

    /** Everybody who ever had it or gave it. */
    public List<String> people() {
        return all.stream()
                .flatMap(leg -> Stream.of(
                        leg.fromNo(), Optional.ofNullable(leg.ownerNo()).orElse(leg.fromNo())))
                .distinct()
                .toList();
    }

    public List<UUID> departments() {
        return all.stream()
                .map(Leg::departmentId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /**
     * Cut to minutes where it changes hands, counted from its opening: what is cut off from one minute is the next one's.
     *
     * @param now where it is still open
     */
    public Held held(Instant now) {
        Instant end = ended == null ? later(now) : ended;
        Map<Optional<UUID>, Integer> departments = new LinkedHashMap<>();
        Map<String, Integer> persons = new LinkedHashMap<>();
        int waiting = 0;
        int unassigned = 0;
        for (int i = 0; i < all.size(); i++) {
            Leg leg = all.get(i);
            Instant until = i + 1 < all.size() ? all.get(i + 1).at() : end;
            int waited = waitedWithin(leg.at(), until, end);
            int minutes = minutes(leg.at(), until) - waited;
            waiting += waited;
            if (leg.ownerNo() == null) {
                unassigned += minutes;
            } else {
                departments.merge(Optional.ofNullable(leg.departmentId()), minutes, Integer::sum);
                persons.merge(leg.ownerNo(), minutes, Integer::sum);
            }
        }
        return new Held(
                departments.entrySet().stream()
                        .map(each -> new OfDepartment(each.getKey().orElse(null), each.getValue()))
                        .toList(),
                persons.entrySet().stream()
                        .map(each -> new OfPerson(each.getKey(), each.getValue()))
                        .toList(),
                waiting,
                unassigned,
                minutes(openedAt(), end));
    }

    private int waitedWithin(Instant from, Instant until, Instant end) {
        return waits.stream()
                .map(wait -> wait.to() == null ? new Wait(wait.from(), end) : wait)
                .filter(wait -> !wait.from().isBefore(from) && !wait.to().isAfter(until))
                .mapToInt(wait -> minutes(wait.from(), wait.to()))
                .sum();
    }

    public Instant openedAt() {
        return all.get(0).at();
    }

    /** From its opening. */
    public int minutesUntil(Instant at) {
        return Math.toIntExact(Duration.between(openedAt(), at).toMinutes());
    }

    private int minutes(Instant from, Instant to) {
        return minutesUntil(to) - minutesUntil(from);
    }

    /** Not before what was last: two instances' clocks may differ. */
    private Instant later(Instant at) {
        return Stream.concat(
                        Stream.of(at, last().at()), waits.stream().flatMap(wait -> Stream.of(wait.from(), wait.to())))
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElseThrow();
    }
}
