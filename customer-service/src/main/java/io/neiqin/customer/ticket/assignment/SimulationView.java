package io.neiqin.customer.ticket.assignment;

import io.neiqin.platform.assignment.backtest.Figures;
import java.time.LocalDate;

/**
 * What would have been.
 *
 * @param observed how it was in fact
 * @param policy by the rules that were asked for, with handling times as observed, by person and type
 * @param compareWith by the other rules
 * @param soonerPercent by how much the first word would have come sooner by the policy than by the other, in percent of the
 *     other's mean time; negative for later
 */
public record SimulationView(
        LocalDate from, LocalDate to, Figures observed, Figures policy, Figures compareWith, int soonerPercent) {}
