package io.neiqin.platform.sample;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.importing.ImportContext;
import io.neiqin.platform.importing.ImportKind;
import io.neiqin.platform.importing.ImportRecord;
import io.neiqin.platform.importing.Plan;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.table.Column;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Notes from files: as many rows for one as it has been changed. */
@ApplicationScoped
public class NoteImport implements ImportKind {

    /** A title that no plan refuses and the database does. */
    public static final String UNSTORABLE = "unstorable";

    private final Notes notes;

    NoteImport(Notes notes) {
        this.notes = notes;
    }

    @Override
    public String name() {
        return "notes";
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.text("code", "编码").needed(),
                Column.text("title", "标题").needed(),
                Column.number("amount", "金额"),
                Column.date("due_on", "日期"));
    }

    @Override
    public String key() {
        return "code";
    }

    @Override
    public Set<String> roles() {
        return Set.of(Roles.CLERK);
    }

    @Override
    public Uni<List<Plan>> plan(List<ImportRecord> records, ImportContext context) {
        List<String> titles =
                records.stream().map(record -> record.text("title")).toList();
        return notes.list("title in ?1", titles).flatMap(known -> {
            Set<String> stored = known.stream().map(Note::title).collect(Collectors.toSet());
            List<LocalDate> days =
                    records.stream().map(record -> context.today()).toList();
            return context.numbers("note", days).map(numbers -> {
                Iterator<String> number = numbers.iterator();
                return records.stream()
                        .map(record -> Plan.attempt(() -> plan(record, number.next(), stored, context)))
                        .toList();
            });
        });
    }

    private static Plan plan(ImportRecord record, String number, Set<String> stored, ImportContext context) {
        String title = record.text("title");
        if (stored.contains(title)) {
            return Plan.stored(List.of());
        }
        if (title.startsWith("bad")) {
            throw Problem.rule("row-invalid").at("/title", "cell-none-of", "good");
        }
        CommandContext command = context.on(record.date("due_on"));
        String unique = title.startsWith(UNSTORABLE) ? "N-" + UNSTORABLE : number;
        Note note = new Note(
                unique,
                title,
                record.number("amount"),
                context.actor().employeeNo(),
                context.actor().departmentId(),
                command);
        Plan.Enter plan = Plan.Enter.of(note, command, List.of(note.written()));
        return record.rows().size() == 1
                ? plan
                : plan.then(context.on(null), note.change(title, record.rows().size() - 1));
    }
}
