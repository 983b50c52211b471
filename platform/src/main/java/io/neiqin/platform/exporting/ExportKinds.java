package io.neiqin.platform.exporting;

import io.neiqin.platform.exporting.Export.Asked;
import io.neiqin.platform.file.FileUse;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What can be taken out of this service. */
@ApplicationScoped
class ExportKinds {

    private final Map<String, ExportKind<?>> byName;

    ExportKinds(@Any Instance<ExportKind<?>> kinds) {
        this.byName = kinds.stream().collect(Collectors.toMap(ExportKind::name, Function.identity()));
    }

    /** Their files are needed as long as they can be fetched. */
    @Produces
    @Singleton
    static FileUse exportedFiles() {
        return new FileUse("select sha256 from data_export where status = 'READY' and sha256 = any (?)");
    }

    /** Refuses with 422 where there is none, and with 403 whoever may not take such records out. */
    ExportKind<?> get(String name, Actor actor) {
        ExportKind<?> kind = byName.get(name);
        if (kind == null) {
            throw Problem.rule("export-unknown-kind", name)
                    .with("kinds", byName.keySet().stream().sorted().toList());
        }
        if (kind.roles().stream().noneMatch(actor::has)) {
            throw Problem.forbidden("role-missing");
        }
        return kind;
    }

    /** Of an export that there is; null where this release has it no more. */
    ExportKind<?> get(String name) {
        return byName.get(name);
    }

    /**
     * What the file is to hold; refuses with 422 what the kind does not have.
     *
     * @param filters may be null for none
     * @param columns null for all
     */
    static Asked asked(ExportKind<?> kind, Map<String, String> filters, List<String> columns) {
        Problem wrong = Problem.rule("export-invalid");
        Map<String, String> narrowed = new TreeMap<>();
        (filters == null ? Map.<String, String>of() : filters).forEach((name, value) -> {
            if (!kind.filters().contains(name)) {
                wrong.at("/filters/" + name.replace("~", "~0").replace("/", "~1"), "export-unknown-filter");
            } else if (value != null && !value.isEmpty()) {
                narrowed.put(name, value);
            }
        });
        List<String> all = kind.columns().stream().map(ExportColumn::key).toList();
        List<String> wanted = columns == null ? all : columns;
        Set<String> known = new HashSet<>(all);
        for (int i = 0; i < wanted.size(); i++) {
            if (!known.remove(wanted.get(i))) {
                wrong.at("/columns/" + i, "export-unknown-column");
            }
        }
        wrong.throwIfAny();
        return new Asked(narrowed, wanted);
    }
}
