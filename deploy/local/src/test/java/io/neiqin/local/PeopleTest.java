package io.neiqin.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PeopleTest {
    private static final String BUSINESS_ROLES = """
            CLERK CLERK_LEAD STATISTICIAN SERVICE TELESALES SALESPERSON SALES_SUPERVISOR SALES_MANAGER SALES_DIRECTOR
            BILLER ADMIN_ASSISTANT ASSET_KEEPER QUALITY FINANCE LEGAL MARKETING PRODUCTION PURCHASING WAREHOUSE
            LOGISTICS HR GENERAL_MANAGER AUDITOR""";

    @Test
    void all_everyRole_hasAnAccount() {
        assertThat(People.ALL.stream().flatMap(person -> person.roles().stream()))
                .contains(BUSINESS_ROLES.split("\\s+"));
    }

    @Test
    void all_andTheRealm_nameTheSameAccountsAndEmployees() throws IOException {
        JsonNode realm = new ObjectMapper()
                .readTree(Path.of("../keycloak/neiqin-realm.json").toFile());
        Map<String, String> accounts = new HashMap<>();
        realm.path("users")
                .forEach(user -> accounts.put(
                        user.path("username").asText(),
                        user.path("attributes").path("employee_no").path(0).asText()));

        Map<String, String> expected = Stream.concat(People.ALL.stream(), Stream.of(People.IMPORT))
                .collect(Collectors.toMap(People.Person::user, People.Person::employeeNo));
        LocalStack.SERVICES.forEach(id -> expected.put("service-account-neiqin-" + id, "neiqin-" + id));
        assertThat(accounts).isEqualTo(expected);
    }
}
