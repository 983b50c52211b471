package io.neiqin.testkit.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restassured.RestAssured;
import java.util.HashMap;
import java.util.Map;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.InvalidJwtSignatureException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestIssuerTest {

    private final TestIssuer issuer = TestIssuer.start();

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void token_verifies_byTheKeysThatDiscoveryNames() throws Exception {
        JwtClaims claims = verify(issuer.tokenFor("E001", "SYSTEM_ADMIN"));
        assertThat(claims.getIssuer()).isEqualTo(issuer.url());
        assertThat(claims.getStringClaimValue("employee_no")).isEqualTo("E001");
        assertThat(claims.getStringClaimValue("preferred_username")).isEqualTo("e001");
        assertThat(claims.getStringListClaimValue("roles")).containsExactly("SYSTEM_ADMIN");
        assertThat(claims.getSubject()).isNotBlank();
        assertThat(claims.getAudience()).containsExactly("neiqin");
    }

    @Test
    void token_verifies_whenTheCurrentIssuerIsFoundAgain() throws Exception {
        assertThat(verify(TestIssuer.current().tokenFor("E002")).getStringListClaimValue("roles"))
                .isEmpty();
    }

    @Test
    void token_carries_otherClaimsWhenAsked() throws Exception {
        Map<String, Object> changes = new HashMap<>(Map.of("aud", "elsewhere", "typ", "ID"));
        changes.put("employee_no", null);
        JwtClaims claims = verify(issuer.tokenWith("E001", changes));
        assertThat(claims.getAudience()).containsExactly("elsewhere");
        assertThat(claims.getStringClaimValue("typ")).isEqualTo("ID");
        assertThat(claims.hasClaim("employee_no")).isFalse();
    }

    @Test
    void token_isRefused_whenExpiredOrSignedByAnother() {
        assertThatThrownBy(() -> verify(issuer.expired("E001")))
                .isInstanceOfSatisfying(
                        InvalidJwtException.class,
                        e -> assertThat(e.hasExpired()).isTrue());
        assertThatThrownBy(() -> verify(issuer.signedByAnother("E001")))
                .isInstanceOf(InvalidJwtSignatureException.class);
    }

    @Test
    void tokenEndpoint_grants_machinesAndUsers() throws Exception {
        JwtClaims machine = verify(grant("grant_type=client_credentials&client_id=M-ORDERS&client_secret=x"));
        assertThat(machine.getStringClaimValue("employee_no")).isEqualTo("M-ORDERS");
        assertThat(machine.getStringListClaimValue("roles")).containsExactly("SYSTEM");

        JwtClaims user = verify(grant("grant_type=password&client_id=web&username=E001&password=x"));
        assertThat(user.getStringClaimValue("employee_no")).isEqualTo("E001");
        assertThat(user.getStringListClaimValue("roles")).isEmpty();
    }

    private String grant(String form) {
        return RestAssured.given()
                .contentType("application/x-www-form-urlencoded")
                .body(form)
                .post(discovered("token_endpoint"))
                .path("access_token");
    }

    private JwtClaims verify(String token) throws InvalidJwtException {
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(new HttpsJwksVerificationKeyResolver(new HttpsJwks(discovered("jwks_uri"))))
                .setExpectedIssuer(issuer.url())
                .setExpectedAudience("neiqin", "elsewhere")
                .setRequireExpirationTime()
                .build()
                .processToClaims(token);
    }

    private String discovered(String name) {
        return RestAssured.get(issuer.url() + "/.well-known/openid-configuration")
                .path(name);
    }
}
