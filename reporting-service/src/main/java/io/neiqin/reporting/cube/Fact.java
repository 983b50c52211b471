package io.neiqin.reporting.cube;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One row of the journal: by how much one event changed what one line contributes to one measure for one person.
 *
 * @param number counts the facts of the event; with the event's id it is the row's key, so no event counts twice
 * @param day what the figure is dated by
 */
public record Fact(Source source, int number, Contribution.Key key, LocalDate day, BigDecimal value) {}
