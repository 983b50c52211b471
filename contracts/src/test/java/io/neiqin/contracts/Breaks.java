package io.neiqin.contracts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.compare.OpenApiDiffOptions;
import org.openapitools.openapidiff.core.model.ChangedApiResponse;
import org.openapitools.openapidiff.core.model.ChangedContent;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;
import org.openapitools.openapidiff.core.model.ChangedOperation;
import org.openapitools.openapidiff.core.model.ChangedParameters;
import org.openapitools.openapidiff.core.model.ChangedRequestBody;

/**
 * What of a description breaks a client that was generated from an earlier one, a line each. Members and operations that
 * are new, and new values of an enum that we answer with, break nobody: a client bears what it does not know. A member
 * that is gone breaks also who sends it, for we refuse what nobody asked for.
 */
final class Breaks {

    private static final OpenApiDiffOptions OPTIONS = OpenApiDiffOptions.builder()
            .configProperty("incompatible.operation.id.changed", "true")
            .configProperty("incompatible.response.enum.increased", "false")
            .build();

    /** What is wrong, and at which operations. */
    private final Map<String, List<String>> found = new LinkedHashMap<>();

    private Breaks() {}

    /** Empty when a client of the earlier one gets on with the later one. */
    static List<String> between(String earlier, String later) {
        Breaks breaks = new Breaks();
        ChangedOpenApi changed = OpenApiCompare.fromContents(earlier, later, null, OPTIONS);
        changed.getMissingEndpoints()
                .forEach(gone -> breaks.note("is gone", gone.getMethod() + " " + gone.getPathUrl()));
        changed.getChangedOperations().forEach(breaks::operation);
        List<String> lines = new ArrayList<>();
        breaks.found.forEach((what, where) -> lines.add(
                where.get(0) + (where.size() > 1 ? " (and " + (where.size() - 1) + " more): " : ": ") + what));
        return lines;
    }

    private void operation(ChangedOperation operation) {
        String where = operation.getHttpMethod() + " " + operation.getPathUrl();
        int before = count();
        if (operation.getOperationId() != null && operation.getOperationId().isDifferent()) {
            note(
                    "was called " + operation.getOperationId().getLeft() + ", is called "
                            + operation.getOperationId().getRight(),
                    where);
        }
        parameters(where, operation.getParameters());
        body(where, operation.getRequestBody());
        answers(where, operation.getApiResponses());
        if (operation.isIncompatible() && count() == before) {
            note("has changed incompatibly", where);
        }
    }

    private void parameters(String where, ChangedParameters parameters) {
        if (parameters == null) {
            return;
        }
        parameters.getMissing().forEach(gone -> note("parameter " + gone.getName() + " is gone", where));
        parameters.getIncreased().stream()
                .filter(added -> Boolean.TRUE.equals(added.getRequired()))
                .forEach(added -> note("needs parameter " + added.getName(), where));
        parameters.getChanged().stream()
                .filter(changed -> changed.isIncompatible())
                .forEach(changed -> note("parameter " + changed.getName() + " takes less than before", where));
    }

    private void body(String where, ChangedRequestBody body) {
        if (body != null) {
            if (body.isChangeRequired()
                    && Boolean.TRUE.equals(body.getNewRequestBody().getRequired())) {
                note("needs a body", where);
            }
            content(where, "request", body.getContent(), true);
        }
    }

    private void answers(String where, ChangedApiResponse answers) {
        if (answers == null) {
            return;
        }
        answers.getMissing().keySet().forEach(status -> note("answer " + status + " is gone", where));
        answers.getChanged().forEach((status, answer) -> {
            if (answer.getHeaders() != null) {
                answer.getHeaders().getMissing().keySet().forEach(name -> note("header " + name + " is gone", where));
            }
            content(where, "answer", answer.getContent(), false);
        });
    }

    private void content(String where, String part, ChangedContent content, boolean request) {
        if (content == null) {
            return;
        }
        content.getMissing().keySet().forEach(type -> note(part + " is no " + type + " any more", where));
        content.getChanged().values().forEach(changed -> {
            if (changed.getSchema() != null) {
                new SchemaBreaks(request, what -> note(part + " " + what, where)).look("", changed.getSchema());
            }
        });
    }

    private void note(String what, String where) {
        found.computeIfAbsent(what, none -> new ArrayList<>()).add(where);
    }

    private int count() {
        return found.values().stream().mapToInt(List::size).sum();
    }
}
