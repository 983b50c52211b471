package io.neiqin.platform.importing.batch;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.file.FileUses;
import io.neiqin.platform.file.StoredFile;
import io.neiqin.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Consumer;

/** Use cases of imports; what they set going is {@link ImportRunner}'s. */
@ApplicationScoped
public class ImportService {

    /** Of one person, waiting or being worked on. */
    private static final int AT_ONCE = 5;

    private final Imports imports;
    private final ImportKinds kinds;
    private final FileUses files;

    ImportService(Imports imports, ImportKinds kinds, FileUses files) {
        this.imports = imports;
        this.kinds = kinds;
        this.files = files;
    }

    /** Takes note of a file that is stored; it will be looked through. */
    Uni<ImportBatch> upload(String kind, String source, String fileName, StoredFile file, CommandContext context) {
        return imports.runningOf(context.actor())
                .invoke(running -> {
                    if (running >= AT_ONCE) {
                        throw Problem.conflict("too-many-imports", AT_ONCE);
                    }
                })
                .chain(() -> files.keep(file.sha256()))
                .chain(() ->
                        imports.persist(new ImportBatch(kind, source, fileName, file, context.actor(), context.at())));
    }

    Uni<ImportBatch> validate(UUID id, CommandContext context) {
        return change(id, context, batch -> batch.validateAgain(context.actor(), context.at()));
    }

    Uni<ImportBatch> commit(UUID id, boolean skipRefused, CommandContext context) {
        return change(id, context, batch -> batch.commit(skipRefused, context.actor(), context.at()));
    }

    Uni<ImportBatch> cancel(UUID id, CommandContext context) {
        return change(id, context, batch -> batch.cancel(context.at()));
    }

    /** His own, while he still may import such things. */
    private Uni<ImportBatch> change(UUID id, CommandContext context, Consumer<ImportBatch> verb) {
        return imports.ownToChange(id, context.actor())
                .invoke(batch -> kinds.get(batch.kind(), context.actor()))
                .invoke(batch -> context.requireVersion(batch.version()))
                .invoke(verb);
    }
}
