package io.neiqin.platform.importing.batch;

import io.neiqin.platform.http.View;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.importing.batch.ImportBatch.Fault;
import io.neiqin.platform.importing.batch.ImportBatch.LastEvent;
import io.neiqin.platform.importing.batch.ImportBatch.Reading;
import io.neiqin.platform.importing.batch.ImportBatch.Status;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * An import as it is shown.
 *
 * @param form how the file is written, as {@code CSV GB18030} or {@code XLSX}; null until it has been opened
 * @param ignoredColumns what its head line names and nobody reads
 * @param rowsInFile null until it was looked through once
 * @param rows that are done of the step in hand
 * @param entered records that are new, so far: would be, until it is committed
 * @param refused records that cannot be taken; {@code errors} has what is wrong
 * @param problem why the file cannot be read; null where it can
 * @param lastEvent what its records have told last, for {@code min} of a read model; null where they have told nothing
 */
public record ImportView(
        UUID id,
        int version,
        String kind,
        String source,
        String fileName,
        String sha256,
        long size,
        Status status,
        String form,
        List<String> ignoredColumns,
        Integer rowsInFile,
        int rows,
        int entered,
        int unchanged,
        int refused,
        FaultView problem,
        LastEvent lastEvent,
        String createdBy,
        Instant createdAt,
        Instant changedAt,
        List<String> allowedActions)
        implements View {

    /** @param message its sentence in the caller's language */
    public record FaultView(String code, List<String> arguments, String message) {}

    /** @param sentence of a fault, in the caller's language */
    static ImportView of(ImportBatch batch, Actor caller, Function<Fault, String> sentence) {
        Reading reading = batch.reading();
        return new ImportView(
                batch.id(),
                batch.version(),
                batch.kind(),
                batch.source(),
                batch.fileName(),
                batch.sha256(),
                batch.size(),
                batch.status(),
                reading == null ? null : reading.form(),
                reading == null ? List.of() : reading.unknownColumns(),
                batch.rowsInFile(),
                batch.tally().done().rows(),
                batch.tally().entered(),
                batch.tally().unchanged(),
                batch.tally().refused(),
                fault(batch.problem(), sentence),
                batch.lastEvent(),
                batch.createdBy(),
                batch.createdAt(),
                batch.changedAt(),
                caller.employeeNo().equals(batch.createdBy()) ? batch.allowedActions() : List.of());
    }

    private static FaultView fault(Fault fault, Function<Fault, String> sentence) {
        return fault == null ? null : new FaultView(fault.code(), fault.arguments(), sentence.apply(fault));
    }
}
