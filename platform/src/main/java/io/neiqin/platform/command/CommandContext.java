package io.neiqin.platform.command;

import io.neiqin.platform.history.Deed;
import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.history.Recording.Before;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.problem.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Who does something, when, and on whose word: what a Service, an aggregate and the outbox need to know about the
 * command in hand beside its content.
 */
public final class CommandContext {

    private final Actor actor;
    private final Instant at;
    private final LocalDate businessDate;
    private final String importBatch;
    private final String correlationId;
    private final String causationId;
    private final Integer expectedVersion;
    private final boolean ofRequest;
    private final String command;
    private final String reason;
    private final List<Telling> tellings = new ArrayList<>();
    private final Map<Recorded, Before> watched = new IdentityHashMap<>();

    private CommandContext(
            Actor actor,
            Instant at,
            LocalDate businessDate,
            String importBatch,
            String correlationId,
            String causationId,
            Integer expectedVersion,
            boolean ofRequest,
            String command,
            String reason) {
        this.actor = actor;
        this.at = at;
        this.businessDate = businessDate;
        this.importBatch = importBatch;
        this.correlationId = correlationId;
        this.causationId = causationId;
        this.expectedVersion = expectedVersion;
        this.ofRequest = ofRequest;
        this.command = command;
        this.reason = reason;
    }

    /**
     * A caller's command.
     *
     * @param importBatch null except when history is taken over
     * @param expectedVersion of If-Match, null when not sent
     * @param command as {@code confirm}
     * @param reason of X-Reason, null when not sent
     */
    public static CommandContext ofRequest(
            Actor actor,
            Instant at,
            LocalDate businessDate,
            String importBatch,
            String correlationId,
            Integer expectedVersion,
            String command,
            String reason) {
        return new CommandContext(
                actor, at, businessDate, importBatch, correlationId, null, expectedVersion, true, command, reason);
    }

    /**
     * What a service does by itself: a start-up task, or a reaction to the event {@code causationId}. A service gets one
     * from {@link OwnWork}, which records what it changes.
     */
    public static CommandContext ofSystem(
            Actor actor, Instant at, LocalDate businessDate, String correlationId, String causationId, String command) {
        return new CommandContext(
                actor, at, businessDate, null, correlationId, causationId, null, false, command, null);
    }

    /**
     * Somebody's, done for him after he has asked for it: a record of a file that he imports.
     *
     * @param importBatch the batch it belongs to
     */
    public static CommandContext ofImport(
            Actor actor, Instant at, LocalDate businessDate, String importBatch, String command) {
        return new CommandContext(actor, at, businessDate, importBatch, importBatch, null, null, false, command, null);
    }

    public Actor actor() {
        return actor;
    }

    /** The real time, also when the business date is stated. */
    public Instant at() {
        return at;
    }

    /** The company's day this counts for. */
    public LocalDate businessDate() {
        return businessDate;
    }

    /** The batch of a history import (历史数据导入); empty for live commands. */
    public Optional<String> importBatch() {
        return Optional.ofNullable(importBatch);
    }

    public String correlationId() {
        return correlationId;
    }

    /** The event that caused this; null for a caller's command. */
    public String causationId() {
        return causationId;
    }

    public OptionalInt expectedVersion() {
        return expectedVersion == null ? OptionalInt.empty() : OptionalInt.of(expectedVersion);
    }

    /** Refuses with 412 when the caller has seen another version than the current one. */
    public void requireVersion(int current) {
        if (expectedVersion != null && expectedVersion != current) {
            throw Problem.stale(current);
        }
    }

    /** Why, in the caller's words (X-Reason, 事由); empty when he gave none. */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /** Refuses with 422 when the caller does not say why: for an override, a void, a correction, a merge, a destruction. */
    public String requireReason() {
        return reason().orElseThrow(() -> Problem.rule("reason-required"));
    }

    /** An aggregate that may be changed now, as it is before; its history gets the difference. Returns it. */
    public <A extends Recorded> A watch(A loaded) {
        watched.computeIfAbsent(loaded, Before::of);
        return loaded;
    }

    Map<Recorded, Before> watched() {
        return watched;
    }

    /** What an entry of a history says of it. */
    public Deed deed() {
        List<String> roles = actor.roles().stream().sorted().toList();
        return new Deed(actor.employeeNo(), roles, at, businessDate, command, reason, correlationId, causationId);
    }

    /** As before the work: an attempt that failed may have left something. */
    void begin() {
        tellings.clear();
        watched.clear();
    }

    /** Whether it is a caller's command, whose events are told at its end, together with its answer. */
    public boolean isOfRequest() {
        return ofRequest;
    }

    /** Events to tell at the end. */
    public void tell(Telling events) {
        tellings.add(events);
    }

    /** In the order in which they are to be told. */
    List<Telling> tellings() {
        return tellings;
    }
}
