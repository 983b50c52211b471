package io.neiqin.platform.importing;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.http.ExternalRef;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.numbering.Numbers;
import io.neiqin.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** Who imports what, from where, and whether for good. */
public final class ImportContext {

    private static final String COMMAND = "import";

    private final Actor actor;
    private final UUID batchId;
    private final String source;
    private final boolean forGood;
    private final Instant at;
    private final LocalDate today;
    private final Claims claims;
    private final Numbers numbers;

    /**
     * @param batchId of the file
     * @param source what its records are known by
     * @param forGood false for a dry run
     * @param claims of the file's records so far
     */
    public ImportContext(
            Actor actor,
            UUID batchId,
            String source,
            boolean forGood,
            Instant at,
            LocalDate today,
            Claims claims,
            Numbers numbers) {
        this.actor = actor;
        this.batchId = batchId;
        this.source = source;
        this.forGood = forGood;
        this.at = at;
        this.today = today;
        this.claims = claims;
        this.numbers = numbers;
    }

    public Actor actor() {
        return actor;
    }

    /** What other systems' records are called here: the source and their key there. */
    public ExternalRef externalRef(String key) {
        return new ExternalRef(source, key);
    }

    public String source() {
        return source;
    }

    public Claims claims() {
        return claims;
    }

    public LocalDate today() {
        return today;
    }

    /**
     * Under which a record is entered.
     *
     * @param stated the day it counts for, as a table has it; null for today. Another day is for those who may take over
     *     history
     */
    public CommandContext on(LocalDate stated) {
        LocalDate day = stated == null ? today : stated;
        if (day.isAfter(today)) {
            throw Problem.rule("business-date-future", day.toString());
        }
        if (!day.equals(today) && !actor.has(Roles.HISTORY_IMPORT)) {
            throw Problem.forbidden("business-date-forbidden");
        }
        return CommandContext.ofImport(actor, at, day, batchId.toString(), COMMAND);
    }

    /** People-facing numbers, one per day; in a dry run none is used up. */
    public Uni<List<String>> numbers(String kind, List<LocalDate> days) {
        return forGood ? numbers.next(kind, days) : Uni.createFrom().item(Collections.nCopies(days.size(), "?"));
    }
}
