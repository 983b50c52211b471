package io.neiqin.platform.assignment.backtest;

import io.neiqin.platform.assignment.backtest.Workload.Piece;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** A piece on its way through a replay. */
final class Job {

    private final int number;
    private final Piece piece;
    private final Set<String> declined = new HashSet<>();
    private int attempt;
    private int weight;
    private Desk desk;
    private Instant begun;
    private Instant firstWord;
    private Instant end;
    private boolean familiar;

    Job(int number, Piece piece) {
        this.number = number;
        this.piece = piece;
    }

    void lieAt(Desk at, int itsWeight) {
        desk = at;
        weight = itsWeight;
    }

    /** @param from not before now: his next hour of work */
    void begin(Instant from) {
        begun = from;
    }

    /** Who has it goes; he is not asked again. */
    void leave(String employeeNo, Instant now) {
        keepFirstWord(now);
        declined.add(employeeNo);
        attempt++;
        begun = null;
        desk = null;
    }

    /** @param known whether whoever has done it had served the same customer before */
    void finish(boolean known, Instant now) {
        keepFirstWord(now);
        familiar = known;
        end = now;
    }

    /** Only what has begun by now was a word. */
    private void keepFirstWord(Instant now) {
        if (firstWord == null && begun != null && !begun.isAfter(now)) {
            firstWord = begun;
        }
    }

    int number() {
        return number;
    }

    Piece piece() {
        return piece;
    }

    Set<String> declined() {
        return declined;
    }

    int attempt() {
        return attempt;
    }

    int weight() {
        return weight;
    }

    Desk desk() {
        return desk;
    }

    Instant begun() {
        return begun;
    }

    Instant firstWord() {
        return firstWord;
    }

    /** Null while it is not done. */
    Instant end() {
        return end;
    }

    boolean isFamiliar() {
        return familiar;
    }
}
