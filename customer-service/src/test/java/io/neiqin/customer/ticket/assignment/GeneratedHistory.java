package io.neiqin.customer.ticket.assignment;

import io.neiqin.platform.assignment.backtest.Workload;
import io.neiqin.platform.assignment.backtest.Workload.Piece;
import io.neiqin.platform.assignment.backtest.Workload.Worker;
import io.neiqin.platform.deadline.Span;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Half a year of tickets of a sales company, made from a seed: always the same.
 *
 * <p>Two desks: six of customer service (complaints, enquiries, after-sales) and six clerks (the others), 09:00 to 12:00
 * and 13:00 to 18:00 on weekdays. What a type takes is its usual time times the person's own factor for that type: each
 * person is quicker or slower as a whole (log-normal, sigma 0.20) and by type (sigma 0.25), so that nine of ten lie between
 * 0.6 and 1.7; nobody is twice as quick as usual in everything. What a ticket takes whoever has it, is log-normal, too
 * (sigma 0.5, from 30 % to 400 %): most are short, a few are long. Nobody is quicker for knowing the customer.
 *
 * <p>One and a half times as many tickets come on Mondays as on other days, one of ten outside the working hours. 300 customers: the k-th most frequent one comes
 * 1/k times as often as the first. Everybody is on leave twice, for one to five working days, known to all on the day;
 * one of each desk for three weeks, and one joins after two months.
 */
final class GeneratedHistory {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final LocalDate FIRST = LocalDate.of(2026, 1, 5);
    private static final int WEEKS = 26;
    private static final int CUSTOMERS = 300;
    private static final int MINUTES_OF_A_DAY = 480;
    private static final int OF_HUNDRED = 100;
    private static final double OF_PERSON = 0.20;
    private static final double OF_TYPE = 0.25;
    private static final double OF_TICKET = 0.5;
    /** Of a log-normal one with that sigma. */
    private static final double MEAN_EFFORT = 1.13;

    /**
     * Of a type of ticket.
     *
     * @param minutes it usually takes
     * @param share of the desk's tickets, in percent
     */
    private record Type(String kind, int minutes, int share) {}

    private record Desk(String role, String numbers, int people, List<Type> types) {}

    private static final List<Desk> DESKS = List.of(
            new Desk(
                    "SERVICE",
                    "S",
                    6,
                    List.of(
                            new Type("ticket-complaint", 90, 25),
                            new Type("ticket-inquiry", 20, 50),
                            new Type("ticket-after-sales", 60, 25))),
            new Desk(
                    "CLERK",
                    "C",
                    6,
                    List.of(
                            new Type("ticket-return-request", 45, 20),
                            new Type("ticket-invoice-request", 25, 30),
                            new Type("ticket-order-issue", 40, 30),
                            new Type("ticket-cross-dept", 75, 10),
                            new Type("ticket-internal", 30, 10))));

    private final Random random;

    private final int percent;

    private GeneratedHistory(long seed, int percent) {
        this.random = new Random(seed);
        this.percent = percent;
    }

    /** @param percent of what the people could do if all were there, that there is to do */
    static Workload of(long seed, int percent) {
        return new GeneratedHistory(seed, percent).workload();
    }

    private Workload workload() {
        List<Worker> workers = new ArrayList<>();
        List<Piece> pieces = new ArrayList<>();
        for (Desk desk : DESKS) {
            for (int i = 0; i < desk.people(); i++) {
                workers.add(worker(desk, i));
            }
            pieces.addAll(tickets(desk));
        }
        pieces.sort(Comparator.comparing(Piece::arrival).thenComparing(Piece::about));
        return new Workload(List.copyOf(pieces), List.copyOf(workers));
    }

    private Worker worker(Desk desk, int i) {
        double own = logNormal(OF_PERSON);
        Map<String, Integer> minutes = new HashMap<>();
        for (Type type : desk.types()) {
            minutes.put(type.kind(), Math.max(5, (int) Math.round(type.minutes() * own * logNormal(OF_TYPE))));
        }
        List<LocalDate[]> leaves = new ArrayList<>();
        if (i == 0) {
            leaves.add(days(FIRST.plusWeeks(10), 18));
        } else if (i == 1) {
            leaves.add(days(FIRST, 60));
        }
        for (int half = 0; half < 2; half++) {
            leaves.add(days(
                    FIRST.plusWeeks(13L * half + random.nextInt(12)).plusDays(random.nextInt(5)), random.nextInt(5)));
        }
        List<Span> away = leaves.stream()
                .map(leave -> new Span(start(leave[0]), start(leave[1].plusDays(1))))
                .toList();
        return new Worker(desk.numbers() + i, Set.of(desk.role()), minutes, shifts(away), away);
    }

    /** As long as the queue at the end needs, too. */
    private static List<Span> shifts(List<Span> away) {
        List<Span> shifts = new ArrayList<>();
        for (LocalDate day = FIRST; day.isBefore(FIRST.plusWeeks(WEEKS + 8)); day = day.plusDays(1)) {
            Instant noon = at(day, 12 * 60);
            boolean isAway = away.stream().anyMatch(span -> span.from().isBefore(noon) && noon.isBefore(span.to()));
            if (isWorked(day) && !isAway) {
                shifts.add(new Span(at(day, 9 * 60), at(day, 12 * 60)));
                shifts.add(new Span(at(day, 13 * 60), at(day, 18 * 60)));
            }
        }
        return shifts;
    }

    private List<Piece> tickets(Desk desk) {
        double usual = desk.types().stream()
                .mapToDouble(type -> (double) type.minutes() * type.share() / OF_HUNDRED)
                .sum();
        double perWeek = percent * desk.people() * MINUTES_OF_A_DAY * 5 / (OF_HUNDRED * usual * MEAN_EFFORT);
        List<Piece> pieces = new ArrayList<>();
        for (int week = 0; week < WEEKS; week++) {
            int count = (int) Math.round(perWeek * (0.9 + 0.2 * random.nextDouble()));
            for (int i = 0; i < count; i++) {
                pieces.add(new Piece(type(desk), customer(), arrival(FIRST.plusWeeks(week)), effort()));
            }
        }
        return pieces;
    }

    private String type(Desk desk) {
        int at = random.nextInt(OF_HUNDRED);
        for (Type type : desk.types()) {
            at -= type.share();
            if (at < 0) {
                return type.kind();
            }
        }
        throw new IllegalStateException("the shares of " + desk.role() + " are not 100");
    }

    /** The k-th with a weight of 1/k. */
    private String customer() {
        double sum = 0;
        for (int k = 1; k <= CUSTOMERS; k++) {
            sum += 1.0 / k;
        }
        double at = random.nextDouble() * sum;
        int k = 0;
        while (at >= 0 && k < CUSTOMERS) {
            k++;
            at -= 1.0 / k;
        }
        return "K%03d".formatted(k);
    }

    private Instant arrival(LocalDate monday) {
        // Of eleven halves of a day, three are Monday's.
        int day = Math.max(0, random.nextInt(11) - 1) / 2;
        if (random.nextInt(10) == 0) {
            return at(monday.plusDays(random.nextInt(7)), (18 * 60 + random.nextInt(15 * 60)) % (24 * 60));
        }
        int minute = random.nextBoolean() ? 9 * 60 + random.nextInt(180) : 13 * 60 + random.nextInt(300);
        return at(monday.plusDays(day), minute);
    }

    private int effort() {
        return (int) Math.max(30, Math.min(400, Math.round(OF_HUNDRED * logNormal(OF_TICKET))));
    }

    /** Of StrictMath, which is the same on every machine. */
    private double logNormal(double sigma) {
        return StrictMath.exp(sigma * random.nextGaussian());
    }

    private static LocalDate[] days(LocalDate first, int more) {
        return new LocalDate[] {first, first.plusDays(more)};
    }

    private static boolean isWorked(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }

    private static Instant at(LocalDate day, int minute) {
        return day.atTime(LocalTime.ofSecondOfDay(minute * 60L)).atZone(ZONE).toInstant();
    }
}
