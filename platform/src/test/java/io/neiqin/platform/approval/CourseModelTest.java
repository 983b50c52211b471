package io.neiqin.platform.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.platform.approval.Flow.Mode;
import io.neiqin.platform.approval.Flow.Node;
import io.neiqin.platform.approval.Flow.Step;
import io.neiqin.platform.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random commands against a second, slower notion of the same rules: no tasks, only who has said what in which node. */
@Tag("model")
class CourseModelTest {

    private static final Instant AT = Instant.parse("2026-11-26T08:00:00Z");
    private static final List<String> PEOPLE = List.of("P0", "P1", "P2", "P3", "P4", "P5");
    private static final String REQUESTER = "P0";

    /** Whose own matter it is. */
    private static final List<String> CONCERNED = List.of(REQUESTER, "P5");

    /** '?' not said, '+' for, '-' against, '=' was for it in an earlier step. */
    private static final class Votes {
        final Node node;
        final List<String> own;
        final Map<String, Character> said = new HashMap<>();
        final Set<String> added = new TreeSet<>();
        final Set<String> handed = new TreeSet<>();

        Votes(Node node, List<String> own, Set<String> before) {
            this.node = node;
            this.own = new ArrayList<>(own);
            own.forEach(person -> said.put(person, before.contains(person) ? '=' : '?'));
        }

        Votes(Votes other) {
            this.node = other.node;
            this.own = new ArrayList<>(other.own);
            said.putAll(other.said);
            added.addAll(other.added);
            handed.addAll(other.handed);
        }

        boolean means(String person, List<String> meant) {
            return added.contains(person) || handed.contains(person) || meant.contains(person);
        }

        /** Whoever is meant now, in the place of whoever is not. */
        void askAnew(List<String> meant, Set<String> before) {
            List<String> past = own.stream()
                    .filter(person -> said.get(person) == '?' && !means(person, meant))
                    .toList();
            if (!meant.isEmpty() && !past.isEmpty()) {
                List<String> others = meant.stream()
                        .filter(person -> !said.containsKey(person))
                        .toList();
                own.addAll(own.indexOf(past.get(0)), others);
                others.forEach(person -> said.put(person, before.contains(person) ? '=' : '?'));
                own.removeAll(past);
                said.keySet().removeAll(past);
            }
        }

        boolean isFor(String person) {
            return "+=".indexOf(said.get(person)) >= 0;
        }

        /** What those of the flow have decided stands: "the first who decides, decides". */
        void close() {
            if (ofOwn() == Verdict.APPROVED) {
                List<String> late =
                        own.stream().filter(person -> said.get(person) == '?').toList();
                own.removeAll(late);
                said.keySet().removeAll(late);
            }
        }

        Verdict verdict() {
            Verdict verdict = ofOwn();
            if (verdict == Verdict.REJECTED || added.stream().anyMatch(person -> said.get(person) == '-')) {
                return Verdict.REJECTED;
            }
            return verdict == Verdict.APPROVED && added.stream().allMatch(this::isFor)
                    ? Verdict.APPROVED
                    : Verdict.OPEN;
        }

        private Verdict ofOwn() {
            if (own.isEmpty()) {
                return Verdict.OPEN;
            }
            int pro = 0;
            int contra = 0;
            for (String person : own) {
                pro += isFor(person) ? 1 : 0;
                contra += said.get(person) == '-' ? 1 : 0;
            }
            int needed = node.mode() == Mode.RATIO
                    ? (own.size() * node.percent() + 99) / 100
                    : node.mode() == Mode.ANY ? 1 : own.size();
            int bearable = node.mode() == Mode.RATIO ? own.size() - needed : 0;
            if (contra > bearable) {
                return Verdict.REJECTED;
            }
            return pro >= needed ? Verdict.APPROVED : Verdict.OPEN;
        }

        Set<String> asked() {
            Set<String> asked = new TreeSet<>();
            if (verdict() == Verdict.OPEN) {
                for (String person : own) {
                    if (said.get(person) == '?') {
                        asked.add(person);
                        if (node.mode() == Mode.SEQUENTIAL) {
                            break;
                        }
                    }
                }
                added.stream().filter(person -> said.get(person) == '?').forEach(asked::add);
            }
            return asked;
        }
    }

    private static final class NobodyThere extends RuntimeException {}

    private static final class Model {
        final Flow flow;
        final Map<Node, List<String>> who;
        String status = "DRAFT";
        int step;
        final Map<Integer, List<Votes>> votes = new LinkedHashMap<>();

        Model(Flow flow, Map<Node, List<String>> who) {
            this.flow = flow;
            this.who = who;
        }

        /** To try a command on. */
        Model copy() {
            Model copy = new Model(flow, who);
            copy.status = status;
            copy.step = step;
            votes.forEach((at, nodes) ->
                    copy.votes.put(at, nodes.stream().map(Votes::new).toList()));
            return copy;
        }

        void begin(int at) {
            if (flow.steps().get(at).nodes().stream()
                    .anyMatch(node -> who.get(node).isEmpty())) {
                throw new NobodyThere();
            }
            step = at;
            votes.keySet().removeIf(later -> later >= at);
            Set<String> before = before();
            votes.put(
                    at,
                    flow.steps().get(at).nodes().stream()
                            .map(node -> new Votes(node, who.get(node), before))
                            .toList());
            settle();
        }

        /** Who was for it in the earlier steps. */
        Set<String> before() {
            Set<String> before = new HashSet<>();
            votes.forEach((at, nodes) -> nodes.stream()
                    .filter(node -> at < step)
                    .forEach(node ->
                            node.said.keySet().stream().filter(node::isFor).forEach(before::add)));
            return before;
        }

        boolean askAnew() {
            if (!status.equals("PENDING")) {
                return false;
            }
            votes.get(step).forEach(node -> node.askAnew(who.get(node.node), before()));
            settle();
            return true;
        }

        void settle() {
            votes.get(step).forEach(Votes::close);
            List<Verdict> verdicts =
                    votes.get(step).stream().map(Votes::verdict).toList();
            if (verdicts.contains(Verdict.REJECTED)) {
                status = "REJECTED";
            } else if (!verdicts.contains(Verdict.OPEN)) {
                if (step + 1 == flow.steps().size()) {
                    step++;
                    status = "APPROVED";
                } else {
                    begin(step + 1);
                }
            }
        }

        Set<String> asked() {
            Set<String> asked = new TreeSet<>();
            if (status.equals("PENDING")) {
                votes.get(step).forEach(node -> asked.addAll(node.asked()));
            }
            return asked;
        }

        boolean submit(String by) {
            if (!by.equals(REQUESTER)
                    || !Set.of("DRAFT", "RETURNED", "WITHDRAWN").contains(status)
                    || who.values().stream().anyMatch(List::isEmpty)) {
                return false;
            }
            status = "PENDING";
            begin(0);
            return true;
        }

        /** Whose word it is; null where he may not say it. */
        String word(String by, String inPlaceOf, List<String> principals) {
            boolean his = inPlaceOf == null || inPlaceOf.equals(by);
            if (!his && (CONCERNED.contains(by) || !principals.contains(inPlaceOf))) {
                return null;
            }
            String whose = his ? by : inPlaceOf;
            return asked().contains(whose) && !asking(whose).isEmpty() ? whose : null;
        }

        boolean hasApproved(String person) {
            return votes.values().stream()
                    .flatMap(List::stream)
                    .anyMatch(node -> node.said.containsKey(person) && node.isFor(person));
        }

        /** The nodes that ask somebody whom they mean. */
        List<Votes> asking(String whose) {
            return votes.get(step).stream()
                    .filter(node -> node.asked().contains(whose) && node.means(whose, who.get(node.node)))
                    .toList();
        }

        boolean decide(String whose, char word) {
            if (whose == null) {
                return false;
            }
            asking(whose).forEach(node -> node.said.put(whose, word));
            settle();
            return true;
        }

        boolean sendBack(String whose, int to) {
            if (whose == null || to >= step) {
                return false;
            }
            if (to < 0) {
                status = "RETURNED";
            } else {
                begin(to);
            }
            return true;
        }

        boolean transfer(String whose, String to) {
            if (whose == null
                    || CONCERNED.contains(to)
                    || hasApproved(to)
                    || asking(whose).stream().anyMatch(node -> node.said.containsKey(to))) {
                return false;
            }
            for (Votes node : asking(whose)) {
                node.said.remove(whose);
                node.said.put(to, '?');
                if (node.added.remove(whose)) {
                    node.added.add(to);
                } else {
                    Collections.replaceAll(node.own, whose, to);
                    node.handed.remove(whose);
                    node.handed.add(to);
                }
            }
            return true;
        }

        boolean addSigner(String whose, String person) {
            if (whose == null
                    || CONCERNED.contains(person)
                    || hasApproved(person)
                    || asking(whose).get(0).said.containsKey(person)) {
                return false;
            }
            asking(whose).get(0).said.put(person, '?');
            asking(whose).get(0).added.add(person);
            return true;
        }

        boolean withdraw(String by) {
            boolean may = by.equals(REQUESTER) && status.equals("PENDING");
            status = may ? "WITHDRAWN" : status;
            return may;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    @DisplayName("an approval goes as the model says, whatever anybody does and whoever comes or goes meanwhile")
    void course_equalsTheModel(long seed) {
        Random random = new Random(seed);
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < 1000; i++) {
            Map<Node, List<String>> who = new HashMap<>();
            Flow flow = flow(random, who);
            Model model = new Model(flow, who);
            Course.Progress progress = Course.Progress.NONE;
            List<String> log = new ArrayList<>();
            for (int n = 0; n < 25; n++) {
                if (random.nextInt(8) == 0) {
                    List<Node> nodes = new ArrayList<>(who.keySet());
                    nodes.sort(Comparator.comparing(Node::name));
                    who.put(nodes.get(random.nextInt(nodes.size())), people(random, 0));
                }
                Course course = new Course(flow, CONCERNED, progress, who::get);
                Model next = model.copy();
                String command = step(random, course, next);
                boolean done = command.endsWith(" done");
                progress = done ? course.progress() : progress;
                model = done ? next : model;
                log.add(command);
                seen.merge(command.replaceAll(".* ", ""), 1, Integer::sum);
                List<String> asked = new Course(flow, CONCERNED, progress, who::get).asked();
                assertThat(progress.status() + " " + progress.step() + " " + asked)
                        .as("seed %d, %s after %s", seed, who, log)
                        .isEqualTo(model.status + " " + model.step + " " + List.copyOf(model.asked()));
            }
            seen.merge(model.status, 1, Integer::sum);
        }
        assertThat(seen).containsKeys("done", "refused", "APPROVED", "REJECTED", "RETURNED", "WITHDRAWN", "PENDING");
    }

    /** One command to both; they do it, or both refuse. */
    private static String step(Random random, Course course, Model model) {
        List<String> asked = course.asked();
        String by = asked.isEmpty() || random.nextInt(4) == 0
                ? PEOPLE.get(random.nextInt(PEOPLE.size()))
                : asked.get(random.nextInt(asked.size()));
        String other = PEOPLE.get(random.nextInt(PEOPLE.size()));
        List<String> principals = random.nextInt(4) == 0 ? people(random, 0) : List.of();
        String inPlaceOf = random.nextInt(4) == 0 ? PEOPLE.get(random.nextInt(PEOPLE.size())) : null;
        Voice voice = new Voice(by, inPlaceOf, principals, false);
        String whose = model.word(by, inPlaceOf, principals);
        int to = random.nextInt(4) - 1;
        int kind = random.nextInt(18);
        String requester = kind < 14 && random.nextInt(8) > 0 || random.nextInt(4) == 0 ? by : REQUESTER;
        String name;
        BooleanSupplier expected;
        Runnable command;
        if (kind < 7) {
            name = by + " approves";
            command = () -> course.approve(voice, "yes", AT);
            expected = () -> model.decide(whose, '+');
        } else if (kind < 9) {
            name = by + " rejects";
            command = () -> course.reject(voice, "no", AT);
            expected = () -> model.decide(whose, '-');
        } else if (kind < 10) {
            name = by + " sends back to " + to;
            command = () -> {
                if (to < 0) {
                    course.sendBack(voice, "again", AT);
                } else {
                    course.sendBack(voice, "again", to, AT);
                }
            };
            expected = () -> model.sendBack(whose, to);
        } else if (kind < 12) {
            name = by + " transfers to " + other;
            command = () -> course.transfer(voice, other, "yours", AT);
            expected = () -> model.transfer(whose, other);
        } else if (kind < 13) {
            name = by + " adds " + other;
            command = () -> course.addSigners(voice, List.of(other));
            expected = () -> model.addSigner(whose, other);
        } else if (kind < 14) {
            name = requester + " withdraws";
            command = () -> course.withdraw(requester);
            expected = () -> model.withdraw(requester);
        } else if (kind < 16) {
            name = "whoever is meant now is asked";
            command = course::askAnew;
            expected = model::askAnew;
        } else {
            name = requester + " submits";
            command = () -> course.submit(requester);
            expected = () -> model.submit(requester);
        }
        return both(name + " in place of " + inPlaceOf + " for " + principals, command, expected);
    }

    private static String both(String name, Runnable command, BooleanSupplier expected) {
        boolean may;
        try {
            may = expected.getAsBoolean();
        } catch (NobodyThere refused) {
            may = false;
        }
        try {
            command.run();
            assertThat(may).as(name).isTrue();
            return name + " done";
        } catch (Problem refused) {
            assertThat(may).as(name + ": " + refused).isFalse();
            return name + " refused";
        }
    }

    private static Flow flow(Random random, Map<Node, List<String>> who) {
        List<Step> steps = new ArrayList<>();
        for (int step = 1 + random.nextInt(3); step > 0; step--) {
            List<Node> nodes = new ArrayList<>();
            for (int node = 1 + random.nextInt(2); node > 0; node--) {
                Mode mode = Mode.values()[random.nextInt(4)];
                int percent = mode == Mode.RATIO ? 1 + random.nextInt(100) : 100;
                Node made = new Node(step + "/" + node, mode, percent, ApproverRule.of("role:ANY"));
                who.put(made, people(random, 1));
                nodes.add(made);
            }
            steps.add(new Step(nodes));
        }
        return new Flow("test", steps, List.of());
    }

    /** Up to three of those whose own matter it is not. */
    private static List<String> people(Random random, int least) {
        List<String> people = new ArrayList<>(PEOPLE);
        people.removeAll(CONCERNED);
        Collections.shuffle(people, random);
        return List.copyOf(people.subList(0, least + random.nextInt(4 - least)));
    }
}
