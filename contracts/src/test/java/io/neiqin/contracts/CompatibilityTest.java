package io.neiqin.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A client of the last release gets on with what is here; and what does not is found. */
class CompatibilityTest {

    static List<ServiceDescription> released() {
        return ServiceDescription.all().stream()
                .filter(service -> Files.exists(service.released()))
                .toList();
    }

    /** A service that was never released has no clients yet. */
    @ParameterizedTest
    @MethodSource("released")
    void breaksNobody_whoHasAClientOfTheLastRelease(ServiceDescription service) throws IOException {
        String earlier = Files.readString(service.released());
        String now = Files.readString(service.committed());
        assertThat(earlier.equals(now) ? List.of() : Breaks.between(earlier, now))
                .as(service
                        + " against docs/contracts/released: docs/contracts/README.md says what is possible instead")
                .isEmpty();
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                change("an operation is gone", GET, "", "GET /notes/{id}: is gone"),
                change(
                        "an operation is renamed",
                        "operationId: getNote",
                        "operationId: readNote",
                        "GET /notes/{id}: was called getNote, is called readNote"),
                change(
                        "a member is gone from an answer",
                        "        title: {type: string, nullable: true}\n",
                        "",
                        "POST /notes (and 1 more): answer /title is gone"),
                change(
                        "a member of an answer may be null",
                        "{type: string, format: uuid}",
                        "{type: string, format: uuid, nullable: true}",
                        "POST /notes (and 1 more): answer /id may be null now"),
                change(
                        "a member of an answer may be missing",
                        "required: [id, title, price]",
                        "required: [id, title]",
                        "POST /notes (and 1 more): answer /price may be missing now"),
                change(
                        "a decimal becomes a number",
                        "price: {type: string, format: decimal}",
                        "price: {type: number}",
                        "POST /notes (and 1 more): answer /price was string (decimal), is number"),
                change(
                        "a request needs a member more",
                        "required: [text]",
                        "required: [text, mood]",
                        "POST /notes: request /mood has to be there now"),
                change(
                        "a member is gone from a request",
                        "        mood: {type: string, enum: [GOOD, BAD]}\n",
                        "",
                        "POST /notes: request /mood is gone"),
                change(
                        "an enum takes less",
                        "[GOOD, BAD]",
                        "[GOOD]",
                        "POST /notes: request /mood does not take [BAD] any more"),
                change(
                        "a text takes less",
                        "maxLength: 500",
                        "maxLength: 50",
                        "POST /notes: request /text takes less than before"),
                change(
                        "a parameter is needed",
                        "name: tone, in: query",
                        "name: tone, in: query, required: true",
                        "POST /notes: parameter tone takes less than before"),
                change(
                        "a header is gone",
                        "          headers: {ETag: {schema: {type: string}}}\n",
                        "",
                        "POST /notes: header ETag is gone"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void isFound_inOneReadableLine_whatBreaksAClient(String what, String from, String to, String line) {
        assertThat(DOCUMENT).contains(from);
        assertThat(Breaks.between(DOCUMENT, DOCUMENT.replace(from, to))).containsExactly(line);
    }

    static Stream<Arguments> additions() {
        return Stream.of(
                change(
                        "an operation",
                        GET,
                        GET + GET.replace("{id}", "{id}/history").replace("getNote", "getHistory"),
                        ""),
                change(
                        "a member of an answer",
                        "        title:",
                        "        tags: {type: array, items: {type: string}}\n        title:",
                        ""),
                change(
                        "an optional member of a request",
                        "        mood:",
                        "        colour: {type: string}\n        mood:",
                        ""),
                change("a value that we may answer", "[DRAFT, DONE]", "[DRAFT, DONE, KEPT]", ""),
                change("a value that may be sent", "[GOOD, BAD]", "[GOOD, BAD, MIXED]", ""),
                change(
                        "an optional parameter",
                        "name: tone, in: query, schema: {type: string}}",
                        "name: tone, in: query, schema: {type: string}}\n      - {name: loud, in: query, schema: {type: boolean}}",
                        ""),
                change("words", "summary: Makes", "summary: Makes or shows", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("additions")
    void breaksNobody_whatIsAdded(String what, String from, String to, String none) {
        assertThat(DOCUMENT).contains(from);
        assertThat(Breaks.between(DOCUMENT, DOCUMENT.replace(from, to))).isEmpty();
    }

    private static Arguments change(String what, String from, String to, String line) {
        return Arguments.of(what, from, to, line);
    }

    private static final String GET = """
              /notes/{id}:
                get:
                  operationId: getNote
                  parameters:
                  - {name: id, in: path, required: true, schema: {type: string}}
                  responses:
                    "200":
                      description: OK
                      content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}
            """;

    private static final String DOCUMENT = """
            openapi: 3.0.3
            info: {title: Notes, version: "1"}
            paths:
              /notes:
                post:
                  operationId: createNote
                  summary: Makes
                  parameters:
                  - {name: tone, in: query, schema: {type: string}}
                  requestBody:
                    content: {application/json: {schema: {$ref: '#/components/schemas/NewNote'}}}
                  responses:
                    "201":
                      description: Made
                      headers: {ETag: {schema: {type: string}}}
                      content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}
            """ + GET + """
            components:
              schemas:
                NewNote:
                  type: object
                  required: [text]
                  properties:
                    text: {type: string, maxLength: 500}
                    mood: {type: string, enum: [GOOD, BAD]}
                Note:
                  type: object
                  required: [id, title, price]
                  properties:
                    id: {type: string, format: uuid}
                    title: {type: string, nullable: true}
                    price: {type: string, format: decimal}
                    status: {type: string, enum: [DRAFT, DONE]}
            """;
}
