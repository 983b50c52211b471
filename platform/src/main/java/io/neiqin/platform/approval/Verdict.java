package io.neiqin.platform.approval;

import io.neiqin.platform.approval.Flow.Node;
import java.util.List;

/** What the tasks of a node come to. */
enum Verdict {
    OPEN,
    APPROVED,
    REJECTED;

    /** @param tasks all of the node that count */
    static Verdict of(Node node, List<Task> tasks) {
        List<Task> added = tasks.stream().filter(Task::added).toList();
        Verdict verdict = ofOwn(node, tasks);
        if (verdict == REJECTED || any(added, Task.State.REJECTED)) {
            return REJECTED;
        }
        return verdict == APPROVED
                        && added.stream().allMatch(task -> task.state().isFor())
                ? APPROVED
                : OPEN;
    }

    /** What those of the flow come to, whoever was asked beside them. */
    static Verdict ofOwn(Node node, List<Task> tasks) {
        List<Task> own = tasks.stream().filter(task -> !task.added()).toList();
        if (own.isEmpty()) {
            return OPEN;
        }
        long all = own.size();
        long approved = own.stream().filter(task -> task.state().isFor()).count();
        long rejected =
                own.stream().filter(task -> task.state() == Task.State.REJECTED).count();
        return switch (node.mode()) {
            case ANY -> rejected > 0 ? REJECTED : approved > 0 ? APPROVED : OPEN;
            case ALL, SEQUENTIAL -> rejected > 0 ? REJECTED : approved == all ? APPROVED : OPEN;
            case RATIO ->
                approved * 100 >= all * node.percent()
                        ? APPROVED
                        : (all - rejected) * 100 < all * node.percent() ? REJECTED : OPEN;
        };
    }

    private static boolean any(List<Task> tasks, Task.State state) {
        return tasks.stream().anyMatch(task -> task.state() == state);
    }
}
