package io.neiqin.admin.calendar;

import io.neiqin.events.admin.CalendarEvent.CalendarPublished;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.problem.Problem;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The working calendar (工作日历) of a year. The State announces each year's holidays and shifted days late in the year
 * before and may correct them, so a calendar is data with versions; the last one is in force.
 */
@Entity
public class WorkCalendar implements Recorded {

    @Id
    private UUID id;

    @Version
    private int version;

    private int forYear;
    private Instant createdAt;
    private Instant changedAt;

    @OneToMany(mappedBy = "calendar", cascade = CascadeType.PERSIST)
    @OrderBy("number")
    private List<CalendarVersion> versions = new ArrayList<>();

    protected WorkCalendar() {}

    WorkCalendar(int forYear, Instant at) {
        this.id = Uuid7.next();
        this.forYear = forYear;
        this.createdAt = at;
    }

    /** Refuses with 422 days of another year and a day that is said twice. */
    CalendarPublished publish(String source, List<CalendarDay> days, CommandContext context) {
        check(days);
        List<CalendarDay> sorted =
                days.stream().sorted(Comparator.comparing(CalendarDay::date)).toList();
        int number = versions.size() + 1;
        versions.add(new CalendarVersion(
                this, number, source, sorted, context.actor().employeeNo(), context.at()));
        changedAt = context.at();
        return new CalendarPublished(
                id,
                forYear,
                number,
                source,
                sorted.stream().map(CalendarDay::asEvent).toList());
    }

    private void check(List<CalendarDay> days) {
        Problem problem = Problem.rule("days-invalid");
        Set<LocalDate> seen = new HashSet<>();
        for (int i = 0; i < days.size(); i++) {
            LocalDate date = days.get(i).date();
            if (date.getYear() != forYear) {
                problem.at("/days/" + i + "/date", "day-of-another-year", date.toString());
            }
            if (!seen.add(date)) {
                problem.at("/days/" + i + "/date", "duplicate-day", date.toString());
            }
        }
        problem.throwIfAny();
    }

    /** The version in force. */
    CalendarVersion current() {
        return versions.get(versions.size() - 1);
    }

    List<CalendarVersion> versions() {
        return versions;
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public int version() {
        return version;
    }

    int forYear() {
        return forYear;
    }

    @Override
    public String historyType() {
        return "work-calendar";
    }

    @Override
    public CalendarView.Recorded recorded() {
        return CalendarView.Recorded.of(this);
    }
}
