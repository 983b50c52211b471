package io.neiqin.platform.assignment;

import io.neiqin.events.platform.TaskEvent;
import io.neiqin.platform.assignment.proposal.Proposal.Reason;
import java.util.List;

/** Why somebody has a task, as it is stored: as JSON an object, not a list. */
record Reasons(List<Reason> all) {

    List<TaskEvent.Reason> asEvent() {
        return all.stream()
                .map(reason -> new TaskEvent.Reason(reason.criterion().name(), reason.value(), reason.points()))
                .toList();
    }
}
