package io.neiqin.platform.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.platform.approval.Flow.Mode;
import io.neiqin.platform.approval.Flow.Node;
import io.neiqin.platform.approval.Flow.Step;
import io.neiqin.platform.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
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

    /** '?' not said, '+' for, '-' against, '=' was for it in an earlier step. */
    private static final class Votes {
        final Node node;
        final List<String> own;
        final Map<String, Character> said = new HashMap<>();
        final Set<String> added = new TreeSet<>();

        Votes(Node node, List<String> own, Set<String> before) {
            this.node = node;
            this.own = new ArrayList<>(own);
            own.forEach(person -> said.put(person, before.contains(person) ? '=' : '?'));
        }

        boolean isFor(String person) {
            return "+=".indexOf(said.get(person)) >= 0;
        }

        Verdict verdict() {
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
            if (contra > bearable || added.stream().anyMatch(person -> said.get(person) == '-')) {
                return Verdict.REJECTED;
            }
            return pro >= needed && added.stream().allMatch(this::isFor) ? Verdict.APPROVED : Verdict.OPEN;
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

        void begin(int at) {
            step = at;
            votes.keySet().removeIf(later -> later >= at);
            Set<String> before = new HashSet<>();
            votes.values()
                    .forEach(nodes -> nodes.forEach(node ->
                            node.said.keySet().stream().filter(node::isFor).forEach(before::add)));
            votes.put(
                    at,
                    flow.steps().get(at).nodes().stream()
                            .map(node -> new Votes(node, who.get(node), before))
                            .toList());
            settle();
        }

        void settle() {
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
                    || !Set.of("DRAFT", "RETURNED", "WITHDRAWN").contains(status)) {
                return false;
            }
            status = "PENDING";
            begin(0);
            return true;
        }

        /** Who is asked in a node and has his word said by one with these names. */
        static Set<String> spoken(Votes node, Set<String> names) {
            Set<String> spoken = node.asked();
            spoken.retainAll(names);
            return spoken;
        }

        boolean isNobody(Set<String> names) {
            return asked().stream().noneMatch(names::contains);
        }

        boolean decide(Set<String> names, char word) {
            if (isNobody(names)) {
                return false;
            }
            votes.get(step).forEach(node -> spoken(node, names).forEach(name -> node.said.put(name, word)));
            settle();
            return true;
        }

        boolean sendBack(Set<String> names, int to) {
            if (isNobody(names) || to >= step) {
                return false;
            }
            if (to < 0) {
                status = "RETURNED";
            } else {
                begin(to);
            }
            return true;
        }

        boolean transfer(Set<String> names, String to) {
            if (isNobody(names) || to.equals(REQUESTER)) {
                return false;
            }
            Map<Votes, Set<String>> mine = new LinkedHashMap<>();
            votes.get(step).forEach(node -> mine.put(node, spoken(node, names)));
            boolean twice = mine.entrySet().stream()
                    .anyMatch(node -> node.getValue().size() > 1
                            || !node.getValue().isEmpty() && node.getKey().said.containsKey(to));
            if (twice) {
                return false;
            }
            mine.forEach((node, spoken) -> spoken.forEach(by -> {
                node.said.remove(by);
                node.said.put(to, '?');
                if (node.added.remove(by)) {
                    node.added.add(to);
                } else {
                    Collections.replaceAll(node.own, by, to);
                }
            }));
            return true;
        }

        boolean addSigner(Set<String> names, String person) {
            Votes first = votes.getOrDefault(step, List.of()).stream()
                    .filter(node ->
                            status.equals("PENDING") && !spoken(node, names).isEmpty())
                    .findFirst()
                    .orElse(null);
            if (first == null || person.equals(REQUESTER) || first.said.containsKey(person)) {
                return false;
            }
            first.said.put(person, '?');
            first.added.add(person);
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
    @DisplayName("an approval goes as the model says, whatever anybody does")
    void course_equalsTheModel(long seed) {
        Random random = new Random(seed);
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < 1000; i++) {
            Map<Node, List<String>> who = new HashMap<>();
            Flow flow = flow(random, who);
            Model model = new Model(flow, who);
            Course course = new Course(flow, REQUESTER, Course.Progress.NONE, who::get);
            List<String> log = new ArrayList<>();
            for (int n = 0; n < 25; n++) {
                String command = step(random, course, model, who);
                log.add(command);
                seen.merge(command.replaceAll(".* ", ""), 1, Integer::sum);
                assertThat(course.progress().status() + " " + course.progress().step() + " " + course.asked())
                        .as("seed %d, %s after %s", seed, who, log)
                        .isEqualTo(model.status + " " + model.step + " " + List.copyOf(model.asked()));
            }
            seen.merge(model.status, 1, Integer::sum);
        }
        assertThat(seen).containsKeys("done", "refused", "APPROVED", "REJECTED", "RETURNED", "WITHDRAWN", "PENDING");
    }

    /** One command to both; they do it, or both refuse. */
    private static String step(Random random, Course course, Model model, Map<Node, List<String>> who) {
        List<String> asked = course.asked();
        String by = asked.isEmpty() || random.nextInt(4) == 0
                ? PEOPLE.get(random.nextInt(PEOPLE.size()))
                : asked.get(random.nextInt(asked.size()));
        String other = PEOPLE.get(random.nextInt(PEOPLE.size()));
        Set<String> principals = random.nextInt(4) == 0 ? Set.of(PEOPLE.get(random.nextInt(PEOPLE.size()))) : Set.of();
        Voice voice = new Voice(by, principals);
        Set<String> names = new HashSet<>(Set.of(by));
        if (!by.equals(REQUESTER)) {
            names.addAll(principals);
        }
        int to = random.nextInt(4) - 1;
        int kind = random.nextInt(16);
        String name;
        boolean expected;
        Runnable command;
        if (kind < 7) {
            name = by + " approves";
            command = () -> course.approve(voice, "yes", AT);
            expected = model.decide(names, '+');
        } else if (kind < 9) {
            name = by + " rejects";
            command = () -> course.reject(voice, "no", AT);
            expected = model.decide(names, '-');
        } else if (kind < 10) {
            name = by + " sends back to " + to;
            command = () -> {
                if (to < 0) {
                    course.sendBack(voice, "again", AT);
                } else {
                    course.sendBack(voice, "again", to, AT);
                }
            };
            expected = model.sendBack(names, to);
        } else if (kind < 12) {
            name = by + " transfers to " + other;
            command = () -> course.transfer(voice, other, "yours", AT);
            expected = model.transfer(names, other);
        } else if (kind < 13) {
            name = by + " adds " + other;
            command = () -> course.addSigners(voice, List.of(other));
            expected = model.addSigner(names, other);
        } else if (kind < 14) {
            String requester = random.nextInt(8) == 0 ? REQUESTER : by;
            name = requester + " withdraws";
            command = () -> course.withdraw(requester);
            expected = model.withdraw(requester);
        } else {
            String requester = random.nextInt(4) == 0 ? by : REQUESTER;
            name = requester + " submits";
            command = () -> course.submit(requester);
            expected = model.submit(requester);
        }
        List<Task> before = course.progress().tasks();
        try {
            command.run();
            assertThat(expected).as(name).isTrue();
            return name + " done";
        } catch (Problem refused) {
            assertThat(expected).as(name + ": " + refused).isFalse();
            assertThat(course.progress().tasks())
                    .as("a refusal changes nothing")
                    .isEqualTo(before);
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
                List<String> people = new ArrayList<>(PEOPLE.subList(1, PEOPLE.size()));
                Collections.shuffle(people, random);
                who.put(made, List.copyOf(people.subList(0, 1 + random.nextInt(3))));
                nodes.add(made);
            }
            steps.add(new Step(nodes));
        }
        return new Flow("test", steps, List.of());
    }
}
