package io.neiqin.platform.approval;

import static io.neiqin.platform.approval.ApprovalStatus.APPROVED;
import static io.neiqin.platform.approval.ApprovalStatus.PENDING;

import io.neiqin.platform.approval.Flow.Mode;
import io.neiqin.platform.approval.Flow.Node;
import io.neiqin.platform.approval.Task.State;
import io.neiqin.platform.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How an approval goes: who is asked, what each has said, and what that comes to. Nobody approves his own request, and
 * nobody is asked twice in a round about what he has approved. Pure; a refusal is a {@link Problem}, and changes nothing.
 */
final class Course {

    private final Flow flow;
    private final String requester;
    private ApprovalStatus status = ApprovalStatus.DRAFT;
    private int round;
    private int step;

    /** In which round each step was last begun: what was said in it before is void. */
    private final Map<Integer, Integer> begun = new HashMap<>();

    private final List<Task> tasks = new ArrayList<>();

    Course(Flow flow, String requester) {
        this.flow = flow;
        this.requester = requester;
    }

    /**
     * Begins a round at the first step.
     *
     * @param who is asked in a node, as the organisation is now; without the requester, each once
     */
    void submit(String by, Function<Node, List<String>> who) {
        require(by.equals(requester), Problem.forbidden("approval-of-another"));
        require(status.maySubmit(), Problem.conflict("approval-not-open", status));
        requireApprovers(who);
        status = PENDING;
        round++;
        begun.clear();
        begin(0, who);
        settle(who);
    }

    void approve(String by, String comment, Instant at, Function<Node, List<String>> who) {
        decide(by, State.APPROVED, comment, at);
        settle(who);
    }

    /** A word against it; what that means is for the node's mode to say. */
    void reject(String by, String comment, Instant at, Function<Node, List<String>> who) {
        decide(by, State.REJECTED, comment, at);
        settle(who);
    }

    /** To the requester, who may submit it again: from the beginning. */
    void sendBack(String by, String comment, Instant at) {
        decide(by, State.REJECTED, comment, at);
        end(ApprovalStatus.RETURNED);
    }

    /** To an earlier step, which is asked anew; the ones before it keep their word. */
    void sendBack(String by, String comment, int to, Instant at, Function<Node, List<String>> who) {
        openOf(by);
        require(to >= 0 && to < step, Problem.rule("approval-no-earlier-step", to));
        decide(by, State.REJECTED, comment, at);
        cancel(task -> true);
        round++;
        for (int later = to; later <= step; later++) {
            begun.remove(later);
        }
        begin(to, who);
        settle(who);
    }

    /** Another decides in his place. */
    void transfer(String by, String to, String comment, Instant at) {
        List<Task> mine = openOf(by);
        mine.forEach(task -> requireNew(task, to));
        for (Task task : mine) {
            Task his = next(task.step(), task.node(), to, task.added(), State.OPEN);
            // In his place in the order, too.
            tasks.add(tasks.indexOf(task) + 1, his);
            replace(task.to(State.TRANSFERRED, at, comment));
        }
    }

    /** These have to approve as well. */
    void addSigners(String by, List<String> people) {
        Task mine = openOf(by).get(0);
        require(
                !people.isEmpty() && people.stream().distinct().count() == people.size(),
                Problem.rule("approval-signers"));
        people.forEach(person -> requireNew(mine, person));
        people.forEach(person -> tasks.add(next(mine.step(), mine.node(), person, true, State.OPEN)));
    }

    void withdraw(String by) {
        require(by.equals(requester), Problem.forbidden("approval-of-another"));
        require(status == PENDING, Problem.conflict("approval-not-open", status));
        end(ApprovalStatus.WITHDRAWN);
    }

    /** What was to be approved is not what it was. */
    void expire() {
        if (status == PENDING || status == APPROVED) {
            end(ApprovalStatus.EXPIRED);
        }
    }

    ApprovalStatus status() {
        return status;
    }

    int round() {
        return round;
    }

    /** The step in hand; behind the last one once approved. */
    int step() {
        return step;
    }

    List<Task> tasks() {
        return List.copyOf(tasks);
    }

    /** Who may decide now. */
    List<String> asked() {
        return tasks.stream()
                .filter(task -> task.state() == State.OPEN)
                .map(Task::approver)
                .distinct()
                .sorted()
                .toList();
    }

    private void begin(int at, Function<Node, List<String>> who) {
        step = at;
        begun.put(at, round);
        List<String> before = tasks.stream()
                .filter(task -> task.step() < at && stands(task) && task.state().isFor())
                .map(Task::approver)
                .toList();
        for (int node = 0; node < nodes().size(); node++) {
            boolean inTurn = nodes().get(node).mode() == Mode.SEQUENTIAL;
            for (String person : who.apply(nodes().get(node))) {
                State state = before.contains(person) ? State.PASSED : inTurn ? State.WAITING : State.OPEN;
                tasks.add(next(at, node, person, false, state));
            }
            openNext(node);
        }
    }

    /** What the decisions so far come to. */
    private void settle(Function<Node, List<String>> who) {
        while (status == PENDING) {
            List<Verdict> verdicts = new ArrayList<>();
            for (int node = 0; node < nodes().size(); node++) {
                openNext(node);
                Verdict verdict = Verdict.of(nodes().get(node), counting(node));
                if (verdict == Verdict.APPROVED) {
                    int done = node;
                    cancel(task -> task.isIn(step, done));
                }
                verdicts.add(verdict);
            }
            if (verdicts.contains(Verdict.REJECTED)) {
                end(ApprovalStatus.REJECTED);
            } else if (verdicts.contains(Verdict.OPEN)) {
                return;
            } else if (step + 1 < flow.steps().size()) {
                begin(step + 1, who);
            } else {
                step++;
                status = APPROVED;
            }
        }
    }

    /** In a node that asks one after the other: the next one, once nobody is being asked. */
    private void openNext(int node) {
        List<Task> own = counting(node).stream().filter(task -> !task.added()).toList();
        boolean stopped = own.stream().anyMatch(task -> task.state() == State.OPEN || task.state() == State.REJECTED);
        if (!stopped) {
            own.stream()
                    .filter(task -> task.state() == State.WAITING)
                    .findFirst()
                    .ifPresent(task -> replace(task.opened()));
        }
    }

    private List<Task> counting(int node) {
        return tasks.stream()
                .filter(task ->
                        task.isIn(step, node) && stands(task) && task.state().counts())
                .toList();
    }

    private boolean stands(Task task) {
        return begun.getOrDefault(task.step(), -1) == task.round();
    }

    private void end(ApprovalStatus outcome) {
        cancel(task -> true);
        status = outcome;
    }

    private void cancel(Predicate<Task> which) {
        tasks.replaceAll(
                task -> task.state().isLive() && which.test(task) ? task.to(State.CANCELLED, null, null) : task);
    }

    /** His word counts in all nodes in which he is being asked. */
    private void decide(String by, State decision, String comment, Instant at) {
        openOf(by).forEach(task -> replace(task.to(decision, at, comment)));
    }

    /** At least one, those of the first node first. */
    private List<Task> openOf(String by) {
        require(status == PENDING, Problem.conflict("approval-not-open", status));
        List<Task> open = tasks.stream()
                .filter(task -> task.state() == State.OPEN && task.approver().equals(by))
                .sorted(Comparator.comparing(Task::node))
                .toList();
        require(!open.isEmpty(), Problem.forbidden("approval-not-asked"));
        return open;
    }

    /** Nobody decides about his own request, nor twice in one node. */
    private void requireNew(Task mine, String person) {
        require(!person.equals(requester), Problem.rule("approval-by-requester"));
        require(
                counting(mine.node()).stream().noneMatch(task -> task.approver().equals(person)),
                Problem.rule("approval-asked-already", person));
    }

    private void requireApprovers(Function<Node, List<String>> who) {
        flow.steps().stream().flatMap(each -> each.nodes().stream()).forEach(node -> {
            require(!who.apply(node).isEmpty(), Problem.rule("approval-nobody-asked", node.name()));
            require(!who.apply(node).contains(requester), Problem.rule("approval-by-requester"));
        });
    }

    private static void require(boolean holds, Problem otherwise) {
        if (!holds) {
            throw otherwise;
        }
    }

    private Task next(int aStep, int node, String approver, boolean added, State state) {
        return new Task(tasks.size() + 1, round, aStep, node, approver, added, state, null, null);
    }

    private void replace(Task task) {
        tasks.set(tasks.indexOf(byNo(task.no())), task);
    }

    private Task byNo(int no) {
        return tasks.stream().filter(task -> task.no() == no).findFirst().orElseThrow();
    }

    private List<Node> nodes() {
        return flow.steps().get(step).nodes();
    }
}
