package io.neiqin.local.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The API refused: the problem's code and what it says about the fields. */
public final class ApiProblem extends RuntimeException {
    private final int status;
    private final String code;
    private final transient JsonNode body;

    ApiProblem(int status, String code, String detail, JsonNode body) {
        super(status + " " + code + (detail.isBlank() ? "" : ": " + detail));
        this.status = status;
        this.code = code;
        this.body = body == null ? MissingNode.getInstance() : body;
    }

    static ApiProblem of(int status, JsonNode problem) {
        String fields = StreamSupport.stream(problem.path("errors").spliterator(), false)
                .map(error -> error.path("pointer").asText() + " "
                        + error.path("message").asText())
                .collect(Collectors.joining("; "));
        String detail = problem.path("detail").asText(problem.path("title").asText());
        return new ApiProblem(
                status,
                problem.path("code").asText("http-" + status),
                fields.isEmpty() ? detail : detail + " (" + fields + ")",
                problem);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** Whether it may go away by itself: the service knows other services' records by events, which take a moment. */
    public boolean meansNotHeardOfYet() {
        return status == 422 && code.startsWith("unknown-");
    }

    /** The id of the record that already stands for the same external reference. */
    public String existingId() {
        return body.path("existingId").asText();
    }
}
