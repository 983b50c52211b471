package io.neiqin.platform.assignment;

import io.neiqin.events.DomainEvent;
import io.neiqin.platform.assignment.TaskSubject.Hands;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.database.TransactionSql;
import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** All records that follow who has their task; without any it costs nothing. */
@ApplicationScoped
class TaskSubjects {

    private static final String SUBJECT = "select subject_type, subject_id from work_task where id = $1";

    private static final Uni<Void> NOTHING = Uni.createFrom().voidItem();

    private final Map<String, TaskSubject> byType;

    TaskSubjects(@All List<TaskSubject> subjects) {
        this.byType = subjects.stream().collect(Collectors.toMap(TaskSubject::type, subject -> subject));
    }

    /** What a task is about, before the task: a command of the subject takes them in this order, too. */
    Uni<Void> lock(UUID taskId) {
        return byType.isEmpty() ? NOTHING : Panache.getSession().flatMap(session -> lock(session, taskId));
    }

    private Uni<Void> lock(Mutiny.Session session, UUID taskId) {
        return TransactionSql.select(session, SUBJECT, taskId).flatMap(Unchecked.function(row -> {
            TaskSubject subject = row.next() ? byType.get(row.getString(1)) : null;
            return subject == null ? NOTHING : subject.lock(row.getObject(2, UUID.class));
        }));
    }

    /**
     * Lets the subject follow.
     *
     * @param told what the task tells: last, so that the answer to its command names its version
     * @return what is to be told in all
     */
    Uni<List<DomainEvent>> follow(WorkTask task, List<DomainEvent> told, CommandContext context) {
        TaskSubject subject = byType.get(task.subject().subjectType());
        if (subject == null) {
            return Uni.createFrom().item(told);
        }
        UUID department = task.assigneeNo() == null ? null : task.departmentId();
        Hands hands = new Hands(task.subject().subjectId(), task.kind(), task.state(), task.assigneeNo(), department);
        return subject.follow(hands, context).map(own -> {
            List<DomainEvent> all = new ArrayList<>(own);
            all.addAll(told);
            return all;
        });
    }
}
