package io.neiqin.testkit.scope;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.neiqin.testkit.Json;
import io.neiqin.testkit.token.TestIssuer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * Everybody who calls: for each role one who sees his own and one who sees his department, one without a role, one who
 * has left, nobody, and the two bootstrap roles of the token. At first they may do everything, so that each makes his
 * own records; {@link #settle} leaves everybody what he is to have.
 */
final class People {

    static final String NORTH = "LM-NORTH";
    static final String SOUTH = "LM-SOUTH";

    /** May do everything, sees everything, always. */
    static final String MAKER = "LM-maker";

    /** In the callers' department. */
    static final String COLLEAGUE = "LM-colleague";

    /** In another department. */
    static final String STRANGER = "LM-stranger";

    private static final String LEFT = "LM-left";
    private static final List<String> SCOPES = List.of("SELF", "DEPARTMENT");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Hiring hiring;
    private final DataSource database;
    private final Set<String> roles;
    private final List<Caller> callers = new ArrayList<>();
    private final Set<String> hired = new TreeSet<>();

    /** What each has in the end, by employee number. */
    private final Map<String, List<String>> settled = new LinkedHashMap<>();

    People(Hiring hiring, DataSource database, Set<String> roles) {
        this.hiring = hiring;
        this.database = database;
        this.roles = new TreeSet<>(roles);
        TestIssuer issuer = TestIssuer.current();
        for (String role : this.roles) {
            for (String scope : SCOPES) {
                String no = "LM-" + role + "-" + scope;
                callers.add(new Caller(role + "@" + scope, no, issuer.tokenFor(no), role, scope, true));
                settled.put(no, List.of(role + "@" + scope));
            }
        }
        callers.add(new Caller("none", "LM-none", issuer.tokenFor("LM-none"), null, null, true));
        settled.put("LM-none", List.of());
        callers.add(new Caller("left", LEFT, issuer.tokenFor(LEFT), null, null, true));
        settled.put(LEFT, List.of("CLERK@ALL"));
        callers.add(new Caller("anonymous", null, null, null, null, false));
        callers.add(bootstrap(issuer, "SYSTEM"));
        callers.add(bootstrap(issuer, "SYSTEM_ADMIN"));
    }

    private static Caller bootstrap(TestIssuer issuer, String role) {
        String no = "LM-root-" + role;
        return new Caller(role, no, issuer.tokenFor(no, role), null, null, false);
    }

    /** Who may do everything, also what is the administrator's alone. */
    static Caller maker() {
        return new Caller("maker", MAKER, TestIssuer.current().tokenFor(MAKER, "SYSTEM_ADMIN"), null, null, true);
    }

    List<Caller> callers() {
        return callers;
    }

    /** Everybody, and everybody may do everything. */
    void hire() {
        List<String> everybody = new ArrayList<>(settled.keySet());
        everybody.addAll(List.of(MAKER, COLLEAGUE, STRANGER));
        hire(everybody);
    }

    /** Who is needed to make records. */
    void hireMakers() {
        hire(List.of(MAKER, COLLEAGUE));
    }

    private void hire(List<String> people) {
        hiring.department("LM", null);
        hiring.department(NORTH, "LM");
        hiring.department(SOUTH, "LM");
        List<String> all = roles.stream().map(role -> role + "@ALL").toList();
        Map<String, List<String>> mighty = new HashMap<>();
        people.forEach(no -> mighty.put(no, all));
        hired.addAll(people);
        mighty.forEach((no, scopes) -> hiring.person(no, no.equals(STRANGER) ? SOUTH : NORTH, scopes, false));
        awaitThat(mighty, Set.of());
    }

    /** Everybody but the maker keeps what is his, and the one who leaves is gone. */
    void settle() {
        settled.forEach((no, scopes) -> hiring.person(no, NORTH, scopes, no.equals(LEFT)));
        awaitThat(settled, Set.of(LEFT));
    }

    /** Nobody of them may do anything any more: whoever is looked for by his role is not found among them. */
    void dismiss() {
        Map<String, List<String>> nothing = new HashMap<>();
        hired.stream().filter(no -> !no.equals(LEFT)).forEach(no -> nothing.put(no, List.of()));
        nothing.forEach((no, scopes) -> hiring.person(no, no.equals(STRANGER) ? SOUTH : NORTH, scopes, false));
        awaitThat(nothing, Set.of());
    }

    private void awaitThat(Map<String, List<String>> wanted, Set<String> gone) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            Map<String, List<String>> known = known();
            return wanted.entrySet().stream()
                    .allMatch(one -> Set.copyOf(one.getValue())
                                    .equals(Set.copyOf(known.getOrDefault(one.getKey(), List.of("unknown"))))
                            || gone.contains(one.getKey()) && !known.containsKey(one.getKey()));
        });
    }

    /** What the service's replica says, without those who have left. */
    private Map<String, List<String>> known() throws SQLException {
        Map<String, List<String>> known = new HashMap<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select employee_no, cast(roles as text) from org_employee where left_on is null")) {
            while (row.next()) {
                List<String> scopes = new ArrayList<>();
                for (JsonNode binding : Json.tree(row.getString(2))) {
                    scopes.add(binding.path("role").asText() + "@"
                            + binding.path("scope").asText());
                }
                known.put(row.getString(1), scopes);
            }
        }
        return known;
    }
}
