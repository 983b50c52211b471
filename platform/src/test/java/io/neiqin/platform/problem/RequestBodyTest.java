package io.neiqin.platform.problem;

import static io.neiqin.platform.NoteApi.CLERK;
import static io.neiqin.platform.NoteApi.NOTES;
import static io.neiqin.platform.problem.ProblemTest.proper;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.platform.NoteApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.Api;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong in a body, and where. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class RequestBodyTest {

    private Api clerk;

    @BeforeEach
    void ready() {
        clerk = NoteApi.ready().api.as(CLERK);
    }

    @Test
    void pointsAtTheField_whenItIsUnknown() {
        refusedField("{\"title\": \"abc\", \"colour\": \"red\"}", "/colour", "field.unknown");
        refusedField("{\"title\": \"abc\", \"lines\": [{\"text\": \"a\", \"x\": 1}]}", "/lines/0/x", "field.unknown");
    }

    @Test
    void pointsAtTheField_whenItIsMissingOrOutOfRange() {
        refusedField("{}", "/title", "field.NotBlank");
        refusedField("{\"title\": \"  \"}", "/title", "field.NotBlank");
        refusedField("{\"title\": \"a\"}", "/title", "field.Size");
        refusedField("{\"title\": \"abc\", \"amount\": \"1.234\"}", "/amount", "field.Digits");
        refusedField("{\"title\": \"abc\", \"lines\": [{\"text\": \"a\"}, {}]}", "/lines/1/text", "field.NotBlank");
        refusedField("{\"title\": \"abc\", \"lines\": [null]}", "/lines/0", "field.NotNull");
        refusedField("{\"title\": \"abc\", \"externalRef\": {\"system\": \"a\"}}", "/externalRef/id", "field.NotBlank");
    }

    @Test
    void pointsAtEveryField_whenSeveralAreWrong() {
        Response refused = post("{\"title\": \"\", \"amount\": \"1.234\", \"lines\": [{}, {}, {}, {}]}");
        assertThat(assertProblem(refused, 400, "invalid-request").<List<String>>path("errors.pointer"))
                .contains("/title", "/amount", "/lines", "/lines/3/text");
    }

    @Test
    void pointsAtTheField_whenTheValueHasTheWrongType() {
        refusedField("{\"title\": \"abc\", \"kind\": \"GREEN\"}", "/kind", "field.type");
        refusedField("{\"title\": \"abc\", \"kind\": 0}", "/kind", "field.type");
        refusedField("{\"title\": \"abc\", \"amount\": \"much\"}", "/amount", "field.type");
        refusedField("{\"title\": {\"a\": 1}}", "/title", "field.type");
        refusedField("{\"title\": \"abc\", \"departmentId\": \"7\"}", "/departmentId", "field.type");
        refusedField(
                "{\"title\": \"abc\", \"lines\": [{\"text\": \"a\", \"count\": \"x\"}]}",
                "/lines/0/count",
                "field.type");
        refusedField(
                "{\"title\": \"abc\", \"lines\": [{\"text\": \"a\", \"count\": 1.9}]}", "/lines/0/count", "field.type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"title\": \"abc\"",
                "{\"title\" \"abc\"}",
                "{\"title\": \"abc\"} more",
                "{\"title\": \"abc\", \"title\": \"abcd\"}",
                "\u0000",
                "title=abc"
            })
    void isRefused_aBodyThatIsNotJson(String body) {
        proper(assertProblem(post(body), 400, "broken-json"));
    }

    @Test
    void pointsAtTheField_whenATextIsNotOfWholeCharacters() {
        refusedField("{\"title\": \"a\\ud800bc\"}", "/title", "field.type");
        refusedField("{\"title\": \"abc\", \"lines\": [{\"text\": \"\\ude00a\"}]}", "/lines/0/text", "field.type");
        assertStatus(post("{\"title\": \"a\\ud83d\\ude00bc\"}"), 201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[", "\"abc\"", "7", "{\"title\": \"abc\"}{}"})
    void isRefused_aBodyOfTheWrongShape(String body) {
        proper(assertProblem(post(body), 400, "invalid-request"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null"})
    void isRefused_aMissingBody(String body) {
        proper(assertProblem(post(body), 400, "invalid-request"));
    }

    @Test
    void isRefused_aTextThatTheDatabaseCannotKeep() {
        proper(assertProblem(post("{\"title\": \"a\\u0000bc\"}"), 400, "character-invalid"));
        proper(assertProblem(clerk.get(NOTES + "?q=a%00b"), 400, "character-invalid"));
    }

    private void refusedField(String body, String pointer, String code) {
        Response refused = proper(assertProblem(post(body), 400, "invalid-request"));
        assertThat(refused.<List<Map<String, String>>>path("errors")).as(body).anySatisfy(error -> {
            assertThat(error.get("pointer")).isEqualTo(pointer);
            assertThat(error.get("code")).isEqualTo(code);
            assertThat(error.get("message")).isNotBlank().isNotEqualTo(code);
        });
    }

    private Response post(String body) {
        return clerk.post(NOTES, body);
    }
}
