package io.neiqin.platform.assignment.backtest;

import io.neiqin.platform.deadline.Span;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What there was to do in a period, and who was there to do it: the history that a {@link Replay} gives out anew.
 *
 * @param pieces in the order of their arrival
 */
public record Workload(List<Piece> pieces, List<Worker> workers) {

    /**
     * A piece of work.
     *
     * @param about as of a task's need
     * @param effort percent of what one of this kind takes whoever does it
     */
    public record Piece(String kind, String about, Instant arrival, int effort) {}

    /**
     * Somebody.
     *
     * @param rights his roles
     * @param minutes what a piece of each kind takes him, at work; he is offered no other kinds
     * @param shifts when he works, in order and apart
     * @param away when he is offered nothing, in order and apart: at its beginning all that he has is offered anew
     */
    public record Worker(
            String employeeNo, Set<String> rights, Map<String, Integer> minutes, List<Span> shifts, List<Span> away) {

        boolean isHere(Instant at) {
            return away.stream().noneMatch(span -> !at.isBefore(span.from()) && at.isBefore(span.to()));
        }
    }
}
