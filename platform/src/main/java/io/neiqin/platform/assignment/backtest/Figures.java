package io.neiqin.platform.assignment.backtest;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What has come of a policy, or did in fact; times are elapsed minutes from the arrival, rounded.
 *
 * @param pieces that arrived
 * @param done of these, to the end
 * @param response to the first word: until somebody took it up
 * @param resolve until it was done
 * @param within48hPercent of all, done within 48 hours
 * @param familiarPercent of those done, by somebody who had served the same customer before
 * @param given how many each person has done
 * @param busiestPercent how much the busiest person worked, per hour of his presence, in percent of the mean of all: 100
 *     is perfectly fair
 * @param idlestPercent the same of the one who worked least
 */
public record Figures(
        int pieces,
        int done,
        Time response,
        Time resolve,
        int within48hPercent,
        int familiarPercent,
        Map<String, Integer> given,
        int busiestPercent,
        int idlestPercent) {

    private static final int PERCENT = 100;
    private static final long WITHIN_MINUTES = Duration.ofHours(48).toMinutes();

    /** Of many: the mean, and what nine of ten do not exceed. */
    public record Time(long mean, long p90) {

        static Time of(Collection<Long> minutes) {
            if (minutes.isEmpty()) {
                return new Time(0, 0);
            }
            List<Long> sorted = minutes.stream().sorted().toList();
            double mean = sorted.stream().mapToLong(Long::longValue).average().orElseThrow();
            return new Time(Math.round(mean), sorted.get((sorted.size() * 9 + 9) / 10 - 1));
        }
    }

    /**
     * Counts.
     *
     * @param responses of what is done
     * @param ends of the same
     * @param familiar how many of them somebody did who had served the customer before
     * @param busy of each person, by the same measure
     */
    static Figures of(
            int pieces,
            List<Long> responses,
            List<Long> ends,
            long familiar,
            Map<String, Integer> given,
            List<Double> busy) {
        double mean = busy.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        return new Figures(
                pieces,
                ends.size(),
                Time.of(responses),
                Time.of(ends),
                percent(
                        ends.stream()
                                .filter(minutes -> minutes <= WITHIN_MINUTES)
                                .count(),
                        pieces),
                percent(familiar, ends.size()),
                given,
                share(busy.stream().mapToDouble(Double::doubleValue).max().orElse(0), mean),
                share(busy.stream().mapToDouble(Double::doubleValue).min().orElse(0), mean));
    }

    private static int share(double one, double mean) {
        return mean == 0 ? 0 : (int) Math.round(PERCENT * one / mean);
    }

    static int percent(long part, long whole) {
        return whole == 0 ? 0 : (int) Math.round((double) PERCENT * part / whole);
    }

    /** By how much the first word comes sooner than by another policy, in percent of the other's mean time. */
    public int soonerThan(Figures other) {
        return percent(
                other.response().mean() - response().mean(), other.response().mean());
    }
}
