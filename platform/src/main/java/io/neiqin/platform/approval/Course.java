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
 * How an approval goes: who is asked, what each has said, and what that comes to. Nobody decides about what is his own, and
 * nobody is asked twice in a round about what he has approved. Pure, and made anew for each command: a refusal is a
 * {@link Problem}, after which it is of no use.
 */
final class Course {

    /**
     * How far it has come, as it is stored.
     *
     * @param step the one in hand, counted from 0; behind the last one once approved
     * @param begun in which round each step was last begun: what was said in it before is void
     */
    record Progress(ApprovalStatus status, int round, int step, Map<Integer, Integer> begun, List<Task> tasks) {

        static final Progress NONE = new Progress(ApprovalStatus.DRAFT, 0, 0, Map.of(), List.of());
    }

    private final Flow flow;
    private final List<String> own;
    private final Function<Node, List<String>> who;
    private ApprovalStatus status;
    private int round;
    private int step;
    private final Map<Integer, Integer> begun;
    private final List<Task> tasks;

    /**
     * @param own to whom it is their own, the requester first
     * @param who is asked in a node, as the organisation is now; none of these, each once
     */
    Course(Flow flow, List<String> own, Progress progress, Function<Node, List<String>> who) {
        this.flow = flow;
        this.own = own;
        this.who = who;
        this.status = progress.status();
        this.round = progress.round();
        this.step = progress.step();
        this.begun = new HashMap<>(progress.begun());
        this.tasks = new ArrayList<>(progress.tasks());
    }

    /** Begins a round at the first step. */
    void submit(String by) {
        require(by.equals(own.get(0)), Problem.forbidden("approval-of-another"));
        require(status.maySubmit(), notOpen());
        requireApprovers();
        status = PENDING;
        round++;
        begun.clear();
        begin(0);
        settle();
    }

    void approve(Voice voice, String comment, Instant at) {
        decide(voice, State.APPROVED, comment, at);
        settle();
    }

    /** A word against it; what that means is for the node's mode to say. */
    void reject(Voice voice, String comment, Instant at) {
        decide(voice, State.REJECTED, comment, at);
        settle();
    }

    /** To the requester, who may submit it again: from the beginning. */
    void sendBack(Voice voice, String comment, Instant at) {
        decide(voice, State.SENT_BACK, comment, at);
        end(ApprovalStatus.RETURNED);
    }

    /** To an earlier step, which is asked anew; the ones before it keep their word. */
    void sendBack(Voice voice, String comment, int to, Instant at) {
        openOf(voice);
        require(to >= 0 && to < step, Problem.rule("approval-no-earlier-step", to + 1));
        decide(voice, State.SENT_BACK, comment, at);
        cancel(task -> true);
        round++;
        begin(to);
        settle();
    }

    /** Another decides in his place. */
    void transfer(Voice voice, String to, String comment, Instant at) {
        List<Task> mine = openOf(voice);
        mine.forEach(task -> requireNew(task, to));
        for (Task task : mine) {
            Task his = next(task.step(), task.node(), to, task.added(), State.OPEN);
            // In his place in the order, too.
            tasks.add(tasks.indexOf(task) + 1, his);
            replace(task.decided(State.TRANSFERRED, voice.by(), at, comment));
        }
    }

    /** These have to approve as well. */
    void addSigners(Voice voice, List<String> people) {
        Task mine = openOf(voice).get(0);
        require(
                !people.isEmpty() && people.stream().distinct().count() == people.size(),
                Problem.rule("approval-signers"));
        people.forEach(person -> requireNew(mine, person));
        people.forEach(person -> tasks.add(next(mine.step(), mine.node(), person, true, State.OPEN)));
    }

    /**
     * Whom the rules do not mean any more is not asked any more, where they mean others: those are, in his place. What was
     * said stays.
     */
    void askAnew() {
        require(status == PENDING, notOpen());
        for (int node = 0; node < nodes().size(); node++) {
            List<String> meant = who.apply(nodes().get(node));
            List<Task> past = counting(node).stream()
                    .filter(task -> task.state().isLive() && !isMeant(task))
                    .toList();
            if (!meant.isEmpty() && !past.isEmpty()) {
                ask(node, meant, tasks.indexOf(past.get(0)));
                past.forEach(task -> replace(task.to(State.CANCELLED)));
            }
        }
        settle();
    }

    void withdraw(String by) {
        require(by.equals(own.get(0)), Problem.forbidden("approval-of-another"));
        require(status == PENDING, notOpen());
        end(ApprovalStatus.WITHDRAWN);
    }

    /** What was to be approved is not what it was. */
    void expire() {
        if (status == PENDING || status == APPROVED) {
            end(ApprovalStatus.EXPIRED);
        }
    }

    Progress progress() {
        return new Progress(status, round, step, Map.copyOf(begun), List.copyOf(tasks));
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

    private void begin(int at) {
        step = at;
        begun.put(at, round);
        for (int node = 0; node < nodes().size(); node++) {
            List<String> people = who.apply(nodes().get(node));
            require(!people.isEmpty(), nobodyFor(nodes().get(node)));
            ask(node, people, tasks.size());
            openNext(node);
        }
    }

    /**
     * Those of them whom the node has not asked already.
     *
     * @param at their place in the order of all
     */
    private void ask(int node, List<String> people, int at) {
        boolean inTurn = nodes().get(node).mode() == Mode.SEQUENTIAL;
        List<String> before = tasks.stream()
                .filter(task ->
                        task.step() < step && stands(task) && task.state().isFor())
                .map(Task::approver)
                .toList();
        List<String> known = counting(node).stream().map(Task::approver).toList();
        int place = at;
        for (String person : people) {
            if (!known.contains(person)) {
                State state = before.contains(person) ? State.PASSED : inTurn ? State.WAITING : State.OPEN;
                tasks.add(place++, next(step, node, person, false, state));
            }
        }
    }

    /** Whether the rules mean whoever is asked still; who was asked by a colleague is meant as long as he is here. */
    private boolean isMeant(Task task) {
        int at = tasks.indexOf(task);
        boolean handedOn = at > 0 && tasks.get(at - 1).state() == State.TRANSFERRED;
        return task.added()
                || handedOn
                || who.apply(flow.steps().get(task.step()).nodes().get(task.node()))
                        .contains(task.approver());
    }

    /** What the decisions so far come to. */
    private void settle() {
        while (status == PENDING) {
            List<Verdict> verdicts = new ArrayList<>();
            for (int node = 0; node < nodes().size(); node++) {
                openNext(node);
                if (Verdict.ofOwn(nodes().get(node), counting(node)) == Verdict.APPROVED) {
                    // Whoever has not said anything is too late, also while an added signer is waited for.
                    int done = node;
                    cancel(task -> task.isIn(step, done) && !task.added());
                }
                verdicts.add(Verdict.of(nodes().get(node), counting(node)));
            }
            if (verdicts.contains(Verdict.REJECTED)) {
                end(ApprovalStatus.REJECTED);
            } else if (verdicts.contains(Verdict.OPEN)) {
                return;
            } else if (step + 1 < flow.steps().size()) {
                begin(step + 1);
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
                    .ifPresent(task -> replace(task.to(State.OPEN)));
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
        tasks.replaceAll(task -> task.state().isLive() && which.test(task) ? task.to(State.CANCELLED) : task);
    }

    /** His word counts in all nodes in which he is being asked. */
    private void decide(Voice voice, State decision, String comment, Instant at) {
        openOf(voice).forEach(task -> replace(task.decided(decision, voice.by(), at, comment)));
    }

    /** At least one, those of the first node first. */
    private List<Task> openOf(Voice voice) {
        require(status == PENDING, notOpen());
        require(voice.counts(asked(), own), Problem.forbidden("approval-not-asked"));
        List<Task> his = tasks.stream()
                .filter(task -> task.state() == State.OPEN && task.approver().equals(voice.whose()))
                .filter(task -> voice.left() || isMeant(task))
                .sorted(Comparator.comparing(Task::node))
                .toList();
        require(!his.isEmpty(), Problem.forbidden("approval-not-meant", voice.whose()));
        return his;
    }

    /** Nobody decides about what is his own, nor twice in one node, nor again about what he has approved. */
    private void requireNew(Task mine, String person) {
        require(!own.contains(person), Problem.rule("approval-by-requester"));
        boolean approved = tasks.stream()
                .anyMatch(task -> task.approver().equals(person)
                        && task.step() <= step
                        && stands(task)
                        && task.state().isFor());
        boolean asked =
                counting(mine.node()).stream().anyMatch(task -> task.approver().equals(person));
        require(!approved && !asked, Problem.rule("approval-asked-already", person));
    }

    private void requireApprovers() {
        flow.steps().stream().flatMap(each -> each.nodes().stream()).forEach(node -> {
            require(!who.apply(node).isEmpty(), nobodyFor(node));
        });
    }

    private Problem notOpen() {
        return Problem.conflict("approval-not-open", status).with("allowedActions", List.of());
    }

    private static Problem nobodyFor(Node node) {
        return Problem.rule("approval-nobody-asked", node.name());
    }

    private static void require(boolean holds, Problem otherwise) {
        if (!holds) {
            throw otherwise;
        }
    }

    private Task next(int aStep, int node, String approver, boolean added, State state) {
        return new Task(tasks.size() + 1, round, aStep, node, approver, added, state, null, null, null);
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
