package io.neiqin.customer.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.customer.ticket.Desk.Person;
import io.neiqin.customer.ticket.course.Closing.CauseCategory;
import io.neiqin.customer.ticket.course.Closing.Way;
import io.neiqin.customer.ticket.course.Legs;
import io.neiqin.customer.ticket.course.Legs.Owner;
import io.neiqin.customer.window.TicketType;
import io.neiqin.platform.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random commands by random people, against a ticket that is written down in another way: where it stands, who may do
 * what, and who answers for which minutes.
 */
@Tag("model")
class TicketModelTest {

    private static final UUID NORTH = UUID.randomUUID();
    private static final UUID SOUTH = UUID.randomUUID();

    private static final Person OPENER = Person.of("OPENER", NORTH, "SERVICE");
    private static final Person SOLVER = Person.of("SOLVER", NORTH);
    private static final Person INSPECTOR = Person.of("INSPECTOR", SOUTH, "QUALITY");
    private static final Person DEPUTY = Person.of("DEPUTY", SOUTH).standingInFor("SOLVER");
    private static final Person LEAD = Person.of("LEAD", NORTH, "CLERK_LEAD");
    private static final Person AGENT = Person.of("AGENT", null, "SERVICE");
    private static final Person STRANGER = Person.of("STRANGER", null);
    private static final List<Person> PEOPLE = List.of(OPENER, SOLVER, INSPECTOR, DEPUTY, LEAD, AGENT, STRANGER);

    private static final List<String> COMMANDS = List.of(
            "assign",
            "accept",
            "decline",
            "start",
            "wait",
            "resume",
            "hand-over",
            "tick",
            "resolve",
            "reply",
            "attempt",
            "evaluate",
            "close",
            "reopen",
            "escalate",
            "prioritise",
            "note",
            "cancel");

    /** Who holds it from a moment on: a person, {@code "-"} for nobody, {@code "?"} for the customer. */
    private record Mark(Instant at, String holder) {}

    /** A ticket as a table of words. */
    private static final class Model {

        final boolean complaint;
        final List<Mark> marks = new ArrayList<>();
        String status = "NEW";
        String owner;
        String resolver;
        String escalated;
        boolean urgent;
        boolean judged;
        int steps;
        int tried;
        Instant lastTried;
        Instant over;

        Model(boolean complaint) {
            this.complaint = complaint;
            this.steps = complaint ? 2 : 0;
            marks.add(new Mark(Desk.MORNING, "-"));
        }

        Set<String> may(Person who, Instant now) {
            Set<String> may = new TreeSet<>();
            boolean lead = who == LEAD;
            boolean owns =
                    who.no().equals(owner) || owner != null && who.principals().contains(owner);
            boolean opened = who == OPENER;
            boolean concerned = owns || opened || lead || complaint && who == AGENT;
            boolean clean = !who.no().equals(owner) && !who.no().equals(resolver);
            boolean inWork = Set.of("NEW", "ASSIGNED", "ACCEPTED", "IN_PROGRESS", "WAITING_CUSTOMER", "REOPENED")
                    .contains(status);
            boolean recent = over == null || !now.isAfter(over.plus(Duration.ofDays(7)));
            put(may, "assign", inWork && lead);
            put(may, "escalate", inWork && concerned);
            put(may, "prioritise", inWork && concerned);
            put(may, "cancel", inWork && (opened || lead));
            put(may, "note", !status.equals("CLOSED") && !status.equals("CANCELLED"));
            put(may, "accept", Set.of("NEW", "ASSIGNED", "REOPENED").contains(status) && (owner == null || owns));
            put(may, "decline", Set.of("ASSIGNED", "REOPENED").contains(status) && owns);
            put(may, "start", status.equals("ACCEPTED") && (owns || lead));
            put(may, "wait", status.equals("IN_PROGRESS") && (owns || lead));
            put(may, "resume", status.equals("WAITING_CUSTOMER") && (owns || lead));
            put(may, "hand-over", inWork && !status.equals("NEW") && (owns || lead));
            boolean his = steps == 2 || steps == 1 && who == INSPECTOR;
            put(
                    may,
                    "tick",
                    Set.of("ACCEPTED", "IN_PROGRESS", "WAITING_CUSTOMER").contains(status) && his);
            put(may, "resolve", status.equals("IN_PROGRESS") && steps == 0 && (owns || lead));
            put(may, "reply", status.equals("RESOLVED") && (owns || lead));
            put(may, "attempt", Set.of("RESOLVED", "REPLIED").contains(status) && concerned);
            put(may, "evaluate", status.equals("REPLIED") && concerned && clean);
            boolean done = status.equals("EVALUATED") || status.equals("REPLIED") && !complaint;
            put(may, "close", done && (owns || lead));
            put(may, "reopen", Set.of("REPLIED", "EVALUATED", "CLOSED").contains(status) && concerned && recent);
            return may;
        }

        private static void put(Set<String> may, String command, boolean possible) {
            if (possible) {
                may.add(command);
            }
        }

        void holder(String holder, Instant now) {
            marks.add(new Mark(now, holder));
        }

        void goes(String to, String holder, Instant now) {
            status = to;
            owner = holder;
            holder(holder, now);
        }

        void again(Instant now) {
            goes("REOPENED", owner, now);
            resolver = null;
            judged = false;
            tried = 0;
            over = null;
        }

        /** Minutes by holder, each mark cut to the minute from the first one. */
        Map<String, Integer> minutes(Instant now) {
            Instant end = over == null ? now : over;
            Map<String, Integer> minutes = new HashMap<>();
            for (int i = 0; i < marks.size(); i++) {
                Instant until = i + 1 < marks.size() ? marks.get(i + 1).at() : end;
                minutes.merge(
                        marks.get(i).holder(), whole(until) - whole(marks.get(i).at()), Integer::sum);
            }
            return minutes;
        }

        private int whole(Instant at) {
            return (int) ((at.getEpochSecond() - marks.get(0).at().getEpochSecond()) / 60);
        }
    }

    private final Map<String, Integer> done = new LinkedHashMap<>();
    private final Set<String> reached = new TreeSet<>();

    @Test
    @Tag("TKT-1")
    @Tag("TKT-2")
    @Tag("TKT-5")
    @Tag("TKT-8")
    @DisplayName("a thousand courses: a ticket stands where it should, is for whom it should be, and no minute is lost")
    void followsTheModel_whateverIsDoneByWhomever() {
        for (int seed = 0; seed < 1000; seed++) {
            course(new Random(seed), seed % 3 > 0);
        }
        assertThat(done.keySet()).as("done at least once").containsExactlyInAnyOrderElementsOf(COMMANDS);
        assertThat(reached).hasSize(TicketStatus.values().length);
    }

    private void course(Random random, boolean complaint) {
        Instant now = Desk.MORNING;
        Model model = new Model(complaint);
        Ticket ticket = complaint
                ? Desk.open(TicketType.COMPLAINT, OPENER, now, "EMPLOYEE", "QUALITY")
                : Desk.open(TicketType.INTERNAL, OPENER, now);
        for (int i = 0; i < 60; i++) {
            now = now.plusSeconds(later(random, ticket));
            Person who = PEOPLE.get(random.nextInt(PEOPLE.size()));
            List<String> allowed = ticket.actionsFor(who.at(now));
            assertThat(allowed).containsExactlyInAnyOrderElementsOf(model.may(who, now));
            String command = random.nextInt(4) > 0 && !allowed.isEmpty()
                    ? allowed.get(random.nextInt(allowed.size()))
                    : COMMANDS.get(random.nextInt(COMMANDS.size()));
            Person other = PEOPLE.get(random.nextInt(PEOPLE.size()));
            int value = random.nextInt(6);
            boolean expected = apply(model, command, who, other, value, now);
            Object before = ticket.recorded();
            boolean was = attempt(ticket, command, who, other, value, now);
            assertThat(was)
                    .as("%s by %s in %s", command, who.no(), model.status)
                    .isEqualTo(expected);
            if (was) {
                done.merge(command, 1, Integer::sum);
            } else {
                assertThat(ticket.recorded()).isEqualTo(before);
            }
            reached.add(ticket.status().name());
            compare(ticket, model, now);
        }
    }

    /** Seconds; of what is over, often about a week. */
    private static int later(Random random, Ticket ticket) {
        if (ticket.status() == TicketStatus.CLOSED && random.nextBoolean()) {
            return 604_790 + random.nextInt(20);
        }
        return random.nextInt(5) == 0 ? random.nextInt(200_000) : random.nextInt(300);
    }

    /** Whether the command is done, and what the ticket is then. */
    private static boolean apply(Model m, String command, Person who, Person other, int value, Instant now) {
        if (!m.may(who, now).contains(command)) {
            return false;
        }
        switch (command) {
            case "assign", "hand-over" -> {
                if (other.no().equals(m.owner)) {
                    return false;
                }
                m.goes("ASSIGNED", other.no(), now);
            }
            case "accept" -> {
                if (m.owner == null) {
                    m.goes("ACCEPTED", who.no(), now);
                }
                m.status = "ACCEPTED";
            }
            case "decline" -> {
                if (value == 0) {
                    m.status = "NEW";
                    m.owner = null;
                    m.holder("-", now);
                } else if (other.no().equals(m.owner)) {
                    return false;
                } else {
                    m.goes("ASSIGNED", other.no(), now);
                }
            }
            case "start" -> m.status = "IN_PROGRESS";
            case "wait" -> {
                m.status = "WAITING_CUSTOMER";
                m.holder("?", now);
            }
            case "resume" -> {
                m.status = "IN_PROGRESS";
                m.holder(m.owner, now);
            }
            case "tick" -> m.steps--;
            case "resolve" -> {
                m.status = "RESOLVED";
                m.resolver = who.no();
            }
            case "reply" -> {
                m.status = "REPLIED";
                m.holder("?", now);
            }
            case "attempt" -> {
                if (m.tried > 0 && Duration.between(m.lastTried, now).toMinutes() < 60) {
                    return false;
                }
                m.tried++;
                m.lastTried = now;
            }
            case "evaluate" -> {
                if (value == 0 && m.tried < 3) {
                    return false;
                }
                m.status = "EVALUATED";
                m.judged = true;
                if (value == 1 || value == 2) {
                    m.again(now);
                }
            }
            case "close" -> {
                m.status = "CLOSED";
                m.over = now;
            }
            case "reopen" -> m.again(now);
            case "escalate" -> {
                if (other.no().equals(m.owner) || other.no().equals(m.escalated)) {
                    return false;
                }
                m.escalated = other.no();
            }
            case "prioritise" -> {
                if (m.urgent == value > 2) {
                    return false;
                }
                m.urgent = value > 2;
            }
            case "cancel" -> {
                m.status = "CANCELLED";
                m.over = now;
            }
            default -> {
                // a note changes nothing of that
            }
        }
        return true;
    }

    private static boolean attempt(Ticket ticket, String command, Person who, Person other, int value, Instant now) {
        try {
            perform(ticket, command, who, new Owner(other.no(), other.department()), value, now);
            return true;
        } catch (Problem refused) {
            return false;
        }
    }

    private static void perform(Ticket ticket, String command, Person who, Owner to, int value, Instant now) {
        var hand = who.at(now);
        switch (command) {
            case "assign" -> ticket.assign(to, "look", hand);
            case "accept" -> ticket.accept(hand);
            case "decline" -> ticket.decline(value == 0 ? Owner.NOBODY : to, hand);
            case "start" -> ticket.start(hand);
            case "wait" -> ticket.waitForCustomer("which one?", hand);
            case "resume" -> ticket.resume("that one", hand);
            case "hand-over" -> ticket.handOver(to, "yours", "inspect", hand);
            case "tick" ->
                ticket.tick(ticket.procedure().next().map(step -> step.code()).orElse("s0"), null, hand);
            case "resolve" -> ticket.resolve("a new one", hand);
            case "reply" -> ticket.reply(Way.PHONE, "a new one comes", hand);
            case "attempt" -> ticket.attempt(Way.PHONE, "no answer", hand);
            case "evaluate" -> ticket.evaluate(value == 0 ? null : value, "so", hand);
            case "close" -> ticket.close(CauseCategory.DELIVERY, "late", 2, hand);
            case "reopen" -> ticket.reopen("again", hand);
            case "escalate" -> ticket.escalate(to.employeeNo(), "slow", hand);
            case "prioritise" ->
                ticket.prioritise(value > 2 ? Matter.Priority.URGENT : Matter.Priority.NORMAL, "so", hand);
            case "note" -> ticket.note("said", hand);
            default -> ticket.cancel("twice", null, hand);
        }
    }

    private static void compare(Ticket ticket, Model model, Instant now) {
        assertThat(ticket.status().name()).isEqualTo(model.status);
        assertThat(ticket.ownerNo()).isEqualTo(model.owner);
        assertThat(ticket.escalatedTo()).isEqualTo(model.escalated);
        assertThat(ticket.matter().priority() == Matter.Priority.URGENT).isEqualTo(model.urgent);
        assertThat(ticket.closing().evaluation() != null).isEqualTo(model.judged);
        Map<String, Integer> minutes = model.minutes(now);
        Legs.Held held = ticket.legs().held(now);
        assertThat(held.waiting()).isEqualTo(minutes.getOrDefault("?", 0));
        assertThat(held.unassigned()).isEqualTo(minutes.getOrDefault("-", 0));
        Map<String, Integer> persons = new HashMap<>(minutes);
        persons.keySet().removeAll(Set.of("?", "-"));
        assertThat(held.persons())
                .allSatisfy(each -> assertThat(each.minutes()).isEqualTo(persons.get(each.employeeNo())))
                .hasSameSizeAs(persons.keySet());
        Map<UUID, Integer> departments = new HashMap<>();
        for (Person person : PEOPLE) {
            if (persons.containsKey(person.no())) {
                departments.merge(person.department(), persons.get(person.no()), (a, b) -> a + b);
            }
        }
        assertThat(held.departments())
                .allSatisfy(each -> assertThat(each.minutes()).isEqualTo(departments.get(each.departmentId())))
                .hasSameSizeAs(departments.keySet());
        int whole = minutes.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(held.total()).isEqualTo(whole);
        assertThat(held.total())
                .isEqualTo(held.waiting()
                        + held.unassigned()
                        + held.departments().stream()
                                .mapToInt(Legs.OfDepartment::minutes)
                                .sum());
    }
}
