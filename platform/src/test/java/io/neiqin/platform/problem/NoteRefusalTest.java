package io.neiqin.platform.problem;

import static io.neiqin.platform.NoteApi.CLERK;
import static io.neiqin.platform.NoteApi.IMPORTER;
import static io.neiqin.platform.NoteApi.NOTES;
import static io.neiqin.platform.NoteApi.SELLER;
import static io.neiqin.testkit.http.Api.assertStatus;

import io.neiqin.platform.NoteApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.neiqin.testkit.token.TestIssuer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What platform refuses for every service: in both languages, and nothing is kept of it. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class NoteRefusalTest {

    @Inject
    DataSource database;

    @TestFactory
    Stream<DynamicTest> refuses() {
        NoteApi notes = NoteApi.ready();
        String path = NOTES + "/" + notes.note();
        String title = UUID.randomUUID().toString();
        String key = UUID.randomUUID().toString();
        assertStatus(notes.api.as(CLERK).key(key).post(NOTES, NoteApi.body(title)), 201);
        Map<String, Object> body = NoteApi.body();
        Map<String, Object> change = NoteApi.content("other", 1);
        TestIssuer issuer = TestIssuer.current();
        return Refusal.tests(
                new Stored(database),
                notes.api,
                Refusal.of("broken JSON", 400, "broken-json", api -> clerk(api).post(NOTES, "{\"title\"")),
                Refusal.of(
                                "unknown property",
                                400,
                                "invalid-request",
                                api -> clerk(api).post(NOTES, "{\"colour\": 1}"))
                        .at("/colour"),
                Refusal.of(
                                "missing field",
                                400,
                                "invalid-request",
                                api -> clerk(api).post(NOTES, "{}"))
                        .at("/title"),
                Refusal.of(
                        "oversized body",
                        413,
                        "http.413",
                        api -> clerk(api).post(NOTES, NoteApi.body("x".repeat(2_200_000)))),
                Refusal.of(
                        "wrong content type",
                        415,
                        "http.415",
                        api -> clerk(api).header("Content-Type", "text/plain").post(NOTES, "x")),
                Refusal.of("wrong method", 405, "http.405", api -> clerk(api).delete(path)),
                Refusal.of("no address", 404, "http.404", api -> clerk(api).post("/api/platform/nothing", body)),
                Refusal.of(
                        "not there",
                        404,
                        "not-found",
                        api -> clerk(api).post(NOTES + "/" + UUID.randomUUID() + "/change", change)),
                Refusal.of(
                        "missing If-Match",
                        428,
                        "if-match-required",
                        api -> clerk(api).put(path, change)),
                Refusal.of(
                        "stale version",
                        412,
                        "stale-version",
                        api -> clerk(api).ifMatch(7).put(path, change)),
                Refusal.of(
                        "unique rule", 409, "duplicate-title", api -> clerk(api).post(NOTES, NoteApi.body(title))),
                Refusal.of(
                        "refused after all is written",
                        422,
                        "too-many-changes",
                        api -> clerk(api).newKey().post(path + "/refuse")),
                Refusal.of(
                        "unexpected failure",
                        500,
                        "unexpected",
                        api -> clerk(api).newKey().post(path + "/bad-sql")),
                Refusal.of(
                        "key of another request",
                        422,
                        "idempotency-key-reused",
                        api -> clerk(api).key(key).post(NOTES, body)),
                Refusal.of(
                        "strange key",
                        400,
                        "idempotency-key-invalid",
                        api -> clerk(api).key("a b").post(NOTES, body)),
                Refusal.of(
                        "batch without a day",
                        400,
                        "import-batch-without-date",
                        api -> api.as(IMPORTER).header("X-Import-Batch", "b").post(NOTES, body)),
                Refusal.of(
                        "unknown parameter",
                        400,
                        "parameter-unknown",
                        api -> clerk(api).post(NOTES + "?dry=1", body)),
                Refusal.of(
                        "wrong role", 403, "role-missing", api -> api.as(SELLER).post(NOTES, body)),
                Refusal.of(
                        "unknown employee",
                        403,
                        "unknown-employee",
                        api -> api.as("E999").post(NOTES, body)),
                Refusal.of(
                        "no token", 401, "token-missing", api -> api.anonymous().post(NOTES, body)),
                Refusal.of(
                        "expired token",
                        401,
                        "token-invalid",
                        api -> api.bearer(issuer.expired(CLERK)).post(NOTES, body)));
    }

    private static Api clerk(Api api) {
        return api.as(CLERK);
    }
}
