package io.neiqin.testkit.refusal;

import static io.neiqin.testkit.http.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.testkit.http.Api;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * A row in a table of refusals: a request that is refused with this status and code, in Chinese to one who reads
 * Chinese and in English to one who reads English, and changes nothing that is stored.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> refuses() {
 *     return Refusal.tests(stored, api,
 *             Refusal.of("no lines", 400, "invalid-request", api -> api.as(CLERK).post(ORDERS, …)).at("/lines"));
 * }
 * }</pre>
 *
 * @param pointer of one of its errors; null when it names no field
 * @param allowedActions that it must name; null when it names none
 */
public record Refusal(
        String name,
        int status,
        String code,
        Function<Api, Response> request,
        String pointer,
        List<String> allowedActions) {

    public static Refusal of(String name, int status, String code, Function<Api, Response> request) {
        return new Refusal(name, status, code, request, null, null);
    }

    /** It also points at this field. */
    public Refusal at(String field) {
        return new Refusal(name, status, code, request, field, allowedActions);
    }

    /** It also names what is possible instead. */
    public Refusal allowing(List<String> actions) {
        return new Refusal(name, status, code, request, pointer, actions);
    }

    /** One test per row. */
    public static Stream<DynamicTest> tests(Stored stored, Api api, Stream<Refusal> table) {
        return table.map(row ->
                DynamicTest.dynamicTest(row.name + ": " + row.status + " " + row.code, () -> row.check(stored, api)));
    }

    public static Stream<DynamicTest> tests(Stored stored, Api api, Refusal... table) {
        return tests(stored, api, Stream.of(table));
    }

    /** Sends the request once in each language. */
    public void check(Stored stored, Api api) {
        stored.unchangedBy(() -> {
            for (Wording wording : Wording.values()) {
                check(request.apply(api.language(wording.header())), wording);
            }
            return null;
        });
    }

    private void check(Response answer, Wording wording) {
        assertProblem(answer, status, code);
        if (pointer != null) {
            assertThat(answer.<List<String>>path("errors.pointer")).contains(pointer);
        }
        if (allowedActions != null) {
            assertThat(answer.<List<String>>path("allowedActions")).isEqualTo(allowedActions);
        }
        List<String> sentences = new ArrayList<>(List.of(answer.path("title"), answer.path("detail")));
        List<String> messages = answer.path("errors.message");
        sentences.addAll(messages == null ? List.of() : messages);
        sentences.forEach(wording::check);
    }
}
