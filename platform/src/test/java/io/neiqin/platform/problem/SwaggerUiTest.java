package io.neiqin.platform.problem;

import static io.neiqin.testkit.http.Api.assertStatus;

import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.Api;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InfraResource.class)
@TestProfile(SwaggerUiTest.AsInProduction.class)
class SwaggerUiTest {

    /** What a service does whom nobody asked for a page to try things out. */
    public static class AsInProduction implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("neiqin.swagger.ui", "false");
        }
    }

    @Test
    void isNotThere_whereNobodyAskedForIt() {
        assertStatus(Api.here().get("/q/swagger-ui/"), 404);
        assertStatus(Api.here().get("/q/openapi"), 200);
    }
}
