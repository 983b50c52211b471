package io.neiqin.platform.handover;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Through whose hands something has gone, the first one first; links are added and never changed.
 *
 * @param answer null while it is open
 */
record Chain(List<Link> links, Answer answer) {

    /**
     * Somebody gives it to another.
     *
     * @param departmentId the owner's on that day; null for one without
     * @param words what he wants of him
     */
    record Link(Instant at, String fromNo, String ownerNo, UUID departmentId, String words) {}

    /** What came of it. */
    record Answer(Instant at, String by, String words) {}

    /**
     * How long a department has had it.
     *
     * @param minutes whole ones
     */
    record Held(UUID departmentId, int minutes) {}

    static Chain of(Link first) {
        return new Chain(List.of(first), null);
    }

    /** Not before the link before it: two instances' clocks may differ. */
    Chain passedOn(Link next) {
        List<Link> longer = new ArrayList<>(links);
        Instant at = later(next.at());
        longer.add(new Link(at, next.fromNo(), next.ownerNo(), next.departmentId(), next.words()));
        return new Chain(List.copyOf(longer), null);
    }

    Chain answered(Answer given) {
        return new Chain(links, new Answer(later(given.at()), given.by(), given.words()));
    }

    Link last() {
        return links.get(links.size() - 1);
    }

    /**
     * Per department, in the order in which it came to them; together the time since it was opened, to the minute: what is
     * cut off from one department's minute is the next one's.
     *
     * @param now where it is still open
     */
    List<Held> held(Instant now) {
        Instant opened = links.get(0).at();
        Instant end = answer == null ? later(now) : answer.at();
        Map<Optional<UUID>, Integer> minutes = new LinkedHashMap<>();
        for (int i = 0; i < links.size(); i++) {
            Instant until = i + 1 < links.size() ? links.get(i + 1).at() : end;
            int whole = minutesUntil(opened, until)
                    - minutesUntil(opened, links.get(i).at());
            minutes.merge(Optional.ofNullable(links.get(i).departmentId()), whole, Integer::sum);
        }
        return minutes.entrySet().stream()
                .map(each -> new Held(each.getKey().orElse(null), each.getValue()))
                .toList();
    }

    private Instant later(Instant at) {
        return at.isBefore(last().at()) ? last().at() : at;
    }

    private static int minutesUntil(Instant from, Instant to) {
        return Math.toIntExact(Duration.between(from, to).toMinutes());
    }
}
