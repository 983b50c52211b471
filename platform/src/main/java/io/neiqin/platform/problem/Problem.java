package io.neiqin.platform.problem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A refusal. Thrown anywhere below HTTP, answered as problem+json (RFC 9457), and the transaction rolls back: after a
 * refusal nothing has changed.
 *
 * <p>{@code code} is stable and kebab-case; its sentence stands in the message bundles, with {@code arguments} filled
 * in. A code without a sentence is a test failure, not a blank answer.
 */
public final class Problem extends RuntimeException {

    /** One wrong field: JSON pointer into the request, stable code, arguments of its sentence. */
    public record FieldError(String pointer, String code, List<Object> arguments) {}

    private final int status;
    private final String code;
    private final transient List<Object> arguments;
    private final transient List<FieldError> errors = new ArrayList<>();
    private final transient Map<String, Object> extensions = new LinkedHashMap<>();

    private Problem(int status, String code, Object... arguments) {
        super(status + " " + code, null, false, false);
        this.status = status;
        this.code = code;
        this.arguments = List.of(arguments);
    }

    /** 400: the request cannot be read. */
    public static Problem badRequest(String code, Object... arguments) {
        return new Problem(400, code, arguments);
    }

    /** 403: this caller may not do it to anything of the kind. */
    public static Problem forbidden(String code, Object... arguments) {
        return new Problem(403, code, arguments);
    }

    /** 404: no such thing, or none that the caller may see; the two are not told apart. */
    public static Problem notFound(String what, Object id) {
        return new Problem(404, "not-found", String.valueOf(id)).with("resource", what);
    }

    /** 409: not in this state, or somebody else was first. */
    public static Problem conflict(String code, Object... arguments) {
        return new Problem(409, code, arguments);
    }

    /** 409: the state machine has no such step from here. */
    public static Problem illegalTransition(String command, Object state, List<String> allowedActions) {
        return conflict("illegal-transition", command, String.valueOf(state)).with("allowedActions", allowedActions);
    }

    /** 412: the caller has seen an older version. */
    public static Problem stale(int current) {
        return new Problem(412, "stale-version", current).with("currentVersion", current);
    }

    /** 413: more than is taken. */
    public static Problem tooLarge(String code, Object... arguments) {
        return new Problem(413, code, arguments);
    }

    /** 415: content of a kind that is not taken. */
    public static Problem unsupported(String code, Object... arguments) {
        return new Problem(415, code, arguments);
    }

    /** 422: readable, but a rule says no. */
    public static Problem rule(String code, Object... arguments) {
        return new Problem(422, code, arguments);
    }

    /** 428: say which version you have seen. */
    public static Problem preconditionRequired() {
        return new Problem(428, "if-match-required");
    }

    /** 429: too many of this caller's at once. */
    public static Problem tooMany(String code, Object... arguments) {
        return new Problem(429, code, arguments);
    }

    /** 503: try again later. */
    public static Problem unavailable(String code, Object... arguments) {
        return new Problem(503, code, arguments);
    }

    /** 500: something of ours is broken, and known to be; the log says what. */
    public static Problem broken(String code, Object... arguments) {
        return new Problem(500, code, arguments);
    }

    static Problem of(int status, String code, Object... arguments) {
        return new Problem(status, code, arguments);
    }

    /** Points at one wrong field. */
    public Problem at(String pointer, String fieldCode, Object... fieldArguments) {
        errors.add(new FieldError(pointer, fieldCode, List.of(fieldArguments)));
        return this;
    }

    /** Adds an extension member to the answer. */
    public Problem with(String member, Object value) {
        extensions.put(member, value);
        return this;
    }

    /** Throws itself when at least one field was pointed at. */
    public void throwIfAny() {
        if (!errors.isEmpty()) {
            throw this;
        }
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** Whether no field was pointed at. */
    public boolean isEmpty() {
        return errors.isEmpty();
    }

    public List<Object> arguments() {
        return arguments;
    }

    public List<FieldError> errors() {
        return errors;
    }

    Map<String, Object> extensions() {
        return extensions;
    }
}
