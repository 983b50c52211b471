package io.neiqin.platform.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.neiqin.platform.http.ETags;
import io.neiqin.platform.id.RequestIds;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.CurrentActor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.time.BusinessClock;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what the headers of a command say: who, when, which version was seen, and under which key. */
@ApplicationScoped
class CommandRequests {

    /** No company keeps books that are older. */
    private static final int FIRST_YEAR = 1900;

    private static final Pattern MATRIX_PARAMETER = Pattern.compile(";[^/]*");
    private static final Pattern SLASHES = Pattern.compile("/{2,}");
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,64}");

    private final CurrentVertxRequest current;
    private final CurrentActor actors;
    private final RequestIds requestIds;
    private final BusinessClock clock;
    private final ObjectMapper json;

    CommandRequests(
            CurrentVertxRequest current,
            CurrentActor actors,
            RequestIds requestIds,
            BusinessClock clock,
            ObjectMapper json) {
        this.current = current;
        this.actors = actors;
        this.requestIds = requestIds;
        this.clock = clock;
        this.json = json;
    }

    /** One address, one text: slashes more or less, an id in capitals, matrix parameters make no other route. */
    String path() {
        String plain =
                MATRIX_PARAMETER.matcher(current.getCurrent().normalizedPath()).replaceAll("");
        String path = SLASHES.matcher(plain).replaceAll("/").toLowerCase(Locale.ROOT);
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    void requireIfMatch() {
        if (request().getHeader("If-Match") == null) {
            throw Problem.preconditionRequired();
        }
    }

    CommandContext context() {
        HttpServerRequest request = request();
        Actor actor = actors.get();
        LocalDate stated = statedBusinessDate(actor, request.getHeader("X-Business-Date"));
        return CommandContext.ofRequest(
                actor,
                clock.now(),
                stated == null ? clock.today() : stated,
                importBatch(stated, request.getHeader("X-Import-Batch")),
                requestIds.current(),
                ETags.expected(request.getHeader("If-Match")),
                CommandName.of(request.method().name(), path()),
                Reason.of(request.getHeader(Reason.HEADER)));
    }

    /** Empty when none was sent. The hash covers the content as understood, not its white space. */
    Optional<IdempotencyKeys.Key> idempotencyKey(CommandContext context, Object request) {
        String key = request().getHeader("Idempotency-Key");
        if (key == null) {
            return Optional.empty();
        }
        if (!KEY.matcher(key).matches()) {
            throw Problem.badRequest("idempotency-key-invalid");
        }
        String route = request().method().name() + " " + path();
        // As sent: today's date would make another request of the one that is repeated after midnight.
        String content = request().getHeader("If-Match") + " " + request().getHeader("X-Business-Date") + " "
                + context.importBatch().orElse("") + " "
                + context.reason().map(reason -> reason + " ").orElse("") + write(request);
        return Optional.of(
                new IdempotencyKeys.Key(context.actor().employeeNo(), route, key, sha256(route + " " + content)));
    }

    private LocalDate statedBusinessDate(Actor actor, String header) {
        if (header == null) {
            return null;
        }
        if (!actor.has(Roles.HISTORY_IMPORT)) {
            throw Problem.forbidden("business-date-forbidden");
        }
        LocalDate stated = day(header);
        if (stated.isAfter(clock.today())) {
            throw Problem.rule("business-date-future", header);
        }
        return stated;
    }

    private static LocalDate day(String header) {
        try {
            LocalDate day = LocalDate.parse(header);
            if (day.getYear() >= FIRST_YEAR) {
                return day;
            }
        } catch (DateTimeParseException unreadable) {
            // answered as the impossible year is
        }
        throw Problem.badRequest("business-date-invalid");
    }

    /** A stated business date always belongs to a batch, so that imported history can be told from live data. */
    private static String importBatch(LocalDate stated, String header) {
        if (stated == null) {
            if (header != null) {
                throw Problem.badRequest("import-batch-without-date");
            }
            return null;
        }
        if (header == null || !header.matches("[A-Za-z0-9._-]{1,64}")) {
            throw Problem.badRequest("import-batch-invalid");
        }
        return header;
    }

    private HttpServerRequest request() {
        return current.getCurrent().request();
    }

    private String write(Object request) {
        try {
            return request == null ? "" : json.writeValueAsString(request);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
