package io.neiqin.platform.contract;

import static org.eclipse.microprofile.openapi.OASFactory.createAPIResponse;
import static org.eclipse.microprofile.openapi.OASFactory.createContent;
import static org.eclipse.microprofile.openapi.OASFactory.createHeader;
import static org.eclipse.microprofile.openapi.OASFactory.createMediaType;
import static org.eclipse.microprofile.openapi.OASFactory.createParameter;
import static org.eclipse.microprofile.openapi.OASFactory.createSchema;

import java.util.List;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** What the operations of every service have in common: refusals, and the headers of commands and answers. */
final class SharedParts {

    static final String PROBLEM = "Problem";

    private static final int KEY_LENGTH = 64;
    private static final int BATCH_LENGTH = 64;

    private SharedParts() {}

    static void addTo(Components components) {
        components.addSchema(PROBLEM, problem());
        components.addResponse(
                PROBLEM,
                createAPIResponse().description("Refused: nothing has changed").content(problems()));
        components.addParameter(
                "IdempotencyKey",
                header("Idempotency-Key")
                        .description(
                                "Makes a repetition harmless: the second answer is the first one again, for 72 hours")
                        .schema(text().maxLength(KEY_LENGTH).pattern("[!-~]{1,64}")));
        components.addParameter(
                "IfMatch",
                header("If-Match")
                        .description("The ETag of what the caller has seen; a newer one is answered 412")
                        .schema(text().pattern("\"\\d{1,9}\"")));
        components.addParameter(
                "IfMatchRequired",
                header("If-Match")
                        .description("The ETag of what the caller has seen; a newer one is answered 412, none 428")
                        .required(true)
                        .schema(text().pattern("\"\\d{1,9}\"")));
        components.addParameter(
                "Reason",
                header("X-Reason")
                        .description("Why (事由), for the history; UTF-8, percent-encoded where the client needs it")
                        .schema(text()));
        components.addParameter(
                "BusinessDate",
                header("X-Business-Date")
                        .description("The day of imported history; for whoever has the right HISTORY_IMPORT")
                        .schema(text().format("date")));
        components.addParameter(
                "ImportBatch",
                header("X-Import-Batch")
                        .description("The batch of imported history, with its day")
                        .schema(text().maxLength(BATCH_LENGTH).pattern("[A-Za-z0-9._-]{1,64}")));
        components.addHeader("ETag", answered("The version, for If-Match"));
        components.addHeader("EventVersion", answered("Of the last event: read models take min=<id>:<version>"));
        components.addHeader("IdempotentReplay", answered("true where the answer was given before"));
        components.addHeader("Location", answered("Of what was made"));
    }

    static Parameter parameter(String component) {
        return createParameter().ref(component);
    }

    static Header headerRef(String component) {
        return createHeader().ref(component);
    }

    /** The body of a refusal. */
    static Content problems() {
        return createContent()
                .addMediaType(
                        "application/problem+json",
                        createMediaType().schema(createSchema().ref(PROBLEM)));
    }

    private static Schema problem() {
        Schema error = createSchema()
                .addType(SchemaType.OBJECT)
                .required(List.of("pointer", "code", "message"))
                .addProperty("pointer", text().description("JSON pointer into the request"))
                .addProperty("code", text())
                .addProperty("message", text());
        return createSchema()
                .addType(SchemaType.OBJECT)
                .description("RFC 9457. A code may have members of its own besides")
                .required(List.of("type", "title", "status", "code", "detail", "traceId"))
                .addProperty("type", text().format("uri").description("urn:neiqin:problem:<code>"))
                .addProperty("title", text())
                .addProperty(
                        "status", createSchema().addType(SchemaType.INTEGER).format("int32"))
                .addProperty("code", text().description("Stable, in kebab case"))
                .addProperty("detail", text().description("In the caller's language (Accept-Language)"))
                .addProperty("errors", createSchema().addType(SchemaType.ARRAY).items(error))
                .addProperty(
                        "allowedActions",
                        createSchema().addType(SchemaType.ARRAY).items(text()).description("What is possible instead"))
                .addProperty("traceId", text());
    }

    private static Parameter header(String name) {
        return createParameter().name(name).in(Parameter.In.HEADER);
    }

    private static Header answered(String what) {
        return createHeader().description(what).schema(text());
    }

    private static Schema text() {
        return createSchema().addType(SchemaType.STRING);
    }
}
