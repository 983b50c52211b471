package io.neiqin.journeys.check;

/**
 * Something that must not be.
 *
 * @param sentence names the record
 */
public record Finding(Code code, String sentence) {

    /** The kinds of wrong, stable for tables and tests. */
    public enum Code {
        /** An acknowledged command without its row, content, event or effect. */
        LOST,
        /** One command, two effects. */
        DOUBLE,
        /** An effect that nobody commanded; a row without its event, or an event without its row. */
        GHOST,
        /** Events of an aggregate out of order, or a gap in versions or positions. */
        ORDER,
        /** Facts are not orders, or quantities and amounts do not add up. */
        BALANCE,
        /** Kept sums are not the sums of the facts. */
        DRIFT,
        /** Something has not arrived although the system had the time. */
        STUCK,
        /** A version without its entry in the history, or a history that is not as it was written. */
        TRACE,
        /** An answer that does not fit what is stored. */
        ANSWER
    }

    @Override
    public String toString() {
        return code + " " + sentence;
    }
}
