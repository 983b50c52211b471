package io.neiqin.platform.identity;

import static io.neiqin.platform.NoteApi.CLERK;
import static io.neiqin.platform.NoteApi.NOTES;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.platform.NoteApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.Api;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The identity provider does not answer, so that nobody can be known. */
@QuarkusTest
@WithTestResource(InfraResource.class)
@TestProfile(IdentityAwayTest.NobodyAnswers.class)
class IdentityAwayTest {

    /** Where no server listens. */
    public static class NobodyAnswers implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.oidc.auth-server-url", "http://127.0.0.1:1");
        }
    }

    @Test
    void saysTryAgain_andLetsNobodyInOnTrust() {
        Api clerk = Api.here().as(CLERK);
        var refused = assertProblem(clerk.get(NOTES), 503, "identity-unavailable");
        assertThat(refused.header("Retry-After")).isEqualTo("2");
        assertProblem(clerk.post(NOTES, NoteApi.body()), 503, "identity-unavailable");
        assertStatus(Api.here().get("/q/health/live"), 200);
    }
}
