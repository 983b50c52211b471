package io.neiqin.customer.callsheet;

import io.neiqin.customer.activity.ActivityService;
import io.neiqin.customer.activity.Call;
import io.neiqin.customer.callday.CallDay;
import io.neiqin.customer.callday.CallDays;
import io.neiqin.customer.callsheet.CallSheetView.Day;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.organisation.Organisation;
import io.neiqin.platform.organisation.Roster;
import io.neiqin.platform.organisation.WorkingCalendar;
import io.neiqin.platform.organisation.WorkingCalendar.DayType;
import io.neiqin.platform.organisation.WorkingCalendar.Years;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.time.BusinessClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Call sheets (每日电话表, CUS-24): counted from what is logged, reported and acknowledged (CUS-26). */
@ApplicationScoped
public class CallSheetService {

    /** Somebody whose sheets these are. */
    private record Caller(String employeeNo, UUID departmentId, boolean telemarketer) {}

    private record Key(String employeeNo, LocalDate day) {}

    private final ActivityService activities;
    private final CallDays callDays;
    private final Organisation organisation;
    private final Roster roster;
    private final WorkingCalendar calendar;
    private final CallQuota quota;
    private final BusinessClock clock;

    public CallSheetService(
            ActivityService activities,
            CallDays callDays,
            Organisation organisation,
            Roster roster,
            WorkingCalendar calendar,
            CallQuota quota,
            BusinessClock clock) {
        this.activities = activities;
        this.callDays = callDays;
        this.organisation = organisation;
        this.roster = roster;
        this.calendar = calendar;
        this.quota = quota;
        this.clock = clock;
    }

    /** Of one person in the actor's sight; refuses with 404 elsewhere. */
    Uni<List<CallSheetView>> of(String employeeNo, LocalDate day, Actor actor) {
        return caller(employeeNo, day, actor).flatMap(caller -> sheets(List.of(caller), day, day, true, actor));
    }

    /** Of all telemarketers in the actor's sight. */
    Uni<List<CallSheetView>> ofAll(LocalDate day, Actor actor) {
        return callers(day, actor).flatMap(callers -> sheets(callers, day, day, true, actor));
    }

    /**
     * Between two days, both included, the last ones first: what was reported, and for working days what was not.
     *
     * @param employeeNo null for all in the actor's sight
     * @param submitted null for both
     */
    Uni<List<CallSheetView>> between(LocalDate from, LocalDate to, String employeeNo, Boolean submitted, Actor actor) {
        Uni<List<Caller>> asked = employeeNo == null
                ? callers(to, actor)
                : caller(employeeNo, to, actor).map(List::of);
        return asked.flatMap(callers -> sheets(callers, from, to, false, actor))
                .map(sheets -> sheets.stream()
                        .filter(sheet ->
                                sheet.submission() != null || sheet.quota().calls() > 0)
                        .filter(sheet -> submitted == null || submitted == (sheet.submission() != null))
                        .toList());
    }

    /** The caller's own, to his superior; what there is counts, whether it is enough or not. */
    Uni<CallSheetView> submit(LocalDate day, String remarks, CommandContext context) {
        Actor actor = context.actor();
        return activities
                .lockFor(actor.employeeNo())
                .chain(() -> callDays.of(actor.employeeNo(), day))
                .invoke(before -> requireOpen(before, day, context))
                .chain(() -> of(actor.employeeNo(), day, actor))
                .map(sheets -> sheets.get(0))
                .flatMap(sheet -> callDays.persist(new CallDay(day, counted(sheet), remarks, context))
                        .call(callDays::flush)
                        .map(reported -> CallSheetView.of(dayOf(sheet), sheet.done(), sheet.calls(), reported, actor)));
    }

    /** By whoever leads him. */
    Uni<CallSheetView> acknowledge(LocalDate day, String employeeNo, String comment, CommandContext context) {
        return callDays.get(employeeNo, day, context.actor())
                .map(context::watch)
                .invoke(reported -> reported.requireJudgementBy(context.actor()))
                .invoke(reported -> context.requireVersion(reported.version()))
                .invoke(reported -> reported.acknowledge(comment, context))
                .call(callDays::flush)
                .chain(() -> of(employeeNo, day, context.actor()))
                .map(sheets -> sheets.get(0));
    }

    private void requireOpen(CallDay before, LocalDate day, CommandContext context) {
        context.requireVersion(before == null ? 0 : before.version());
        if (before != null) {
            throw Problem.conflict("call-sheet-submitted", day.toString());
        }
        if (day.isAfter(clock.today())) {
            throw Problem.rule("call-sheet-future", day.toString());
        }
    }

    private static CallDay.Counted counted(CallSheetView sheet) {
        return new CallDay.Counted(
                sheet.done().calls(),
                sheet.done().newCalls(),
                sheet.missing().calls(),
                sheet.missing().newCalls());
    }

    private static Day dayOf(CallSheetView sheet) {
        return new Day(sheet.date(), sheet.employeeNo(), sheet.departmentId(), sheet.workingDay(), sheet.quota());
    }

    /** @param whole with their calls */
    private Uni<List<CallSheetView>> sheets(
            List<Caller> callers, LocalDate from, LocalDate to, boolean whole, Actor actor) {
        if (callers.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<String> numbers = callers.stream().map(Caller::employeeNo).toList();
        return calendar.years(from.getYear(), to.getYear())
                .flatMap(years -> activities
                        .calls(numbers, from, to)
                        .flatMap(calls -> callDays.of(numbers, from, to).map(reported -> {
                            Map<Key, List<Call>> made = calls.stream()
                                    .collect(Collectors.groupingBy(call -> new Key(call.employeeNo(), call.day())));
                            Map<Key, CallDay> known =
                                    reported.stream().collect(Collectors.toMap(this::key, Function.identity()));
                            List<CallSheetView> sheets = new ArrayList<>();
                            for (LocalDate day = to; !day.isBefore(from); day = day.minusDays(1)) {
                                for (Caller caller : callers) {
                                    Key key = new Key(caller.employeeNo(), day);
                                    List<Call> his = made.getOrDefault(key, List.of());
                                    sheets.add(CallSheetView.of(
                                            day(caller, day, years),
                                            Tally.of(his),
                                            whole ? his : List.of(),
                                            known.get(key),
                                            actor));
                                }
                            }
                            return sheets;
                        })));
    }

    private Day day(Caller caller, LocalDate day, Years years) {
        boolean working = years.typeOf(day) == DayType.WORKDAY;
        Tally expected = quota.of(caller.telemarketer(), working);
        return new Day(day, caller.employeeNo(), caller.departmentId(), working, expected);
    }

    private Key key(CallDay reported) {
        return new Key(reported.values().employeeNo(), reported.values().day());
    }

    /** Whoever has to call by his role, in the actor's sight; by number. */
    private Uni<List<Caller>> callers(LocalDate day, Actor actor) {
        return roster.present(Roles.TELESALES, day)
                .map(members -> members.stream()
                        .filter(member -> actor.sees().covers(member.employeeNo(), member.departmentId()))
                        .map(member -> new Caller(member.employeeNo(), member.departmentId(), true))
                        .sorted(Comparator.comparing(Caller::employeeNo))
                        .toList());
    }

    private Uni<Caller> caller(String employeeNo, LocalDate day, Actor actor) {
        return callers(day, actor)
                .flatMap(callers -> callers.stream()
                        .filter(caller -> caller.employeeNo().equals(employeeNo))
                        .findFirst()
                        .map(caller -> Uni.createFrom().item(caller))
                        .orElseGet(() -> organisation
                                .person(employeeNo, day)
                                .map(found -> found.filter(
                                                person -> actor.sees().covers(employeeNo, person.departmentId()))
                                        .map(person -> new Caller(employeeNo, person.departmentId(), false))
                                        .orElseThrow(() -> Problem.notFound("call-sheet", employeeNo)))));
    }
}
