package io.neiqin.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.neiqin.local.api.Api;
import io.neiqin.local.api.ApiProblem;
import io.neiqin.local.api.Lookup;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a company sets up first, through the public API: the departments, an employee for every account of the realm,
 * and their roles. Doing it again changes nothing; roles that somebody has changed since stay as they are.
 */
final class Bootstrap {
    private static final int PAUSE_MILLIS = 200;
    private static final int ATTEMPTS = 300;
    private final Api admin;
    private final Running running;
    private final Wording wording;

    Bootstrap(Api admin, Running running, Wording wording) {
        this.admin = admin;
        this.running = running;
        this.wording = wording;
    }

    void run() throws IOException, InterruptedException {
        Map<String, String> ids = new HashMap<>();
        for (People.Department department : People.DEPARTMENTS) {
            Map<String, String> values = new HashMap<>(Map.of("name", department.name()));
            Optional.ofNullable(ids.get(People.HEAD_OFFICE)).ifPresent(above -> values.put("parentId", above));
            JsonNode made = made("/api/admin/departments", "code", department.code(), values);
            ids.put(department.code(), made.path("id").asText());
        }
        for (People.Person person : People.ALL) {
            employ(person, ids, "PERSON");
        }
        employ(People.IMPORT, ids, "MACHINE");
    }

    private void employ(People.Person person, Map<String, String> departments, String kind)
            throws IOException, InterruptedException {
        JsonNode employee = made(
                "/api/admin/employees",
                "employeeNo",
                person.employeeNo(),
                Map.of("name", person.name(), "departmentId", departments.get(person.department()), "kind", kind));
        // Once somebody has changed the employee, his roles are not this run's business.
        if (employee.path("version").asInt() == 0 && !person.roles().isEmpty()) {
            List<Map<String, String>> roles = person.roles().stream()
                    .map(role -> Map.of("role", role, "scope", person.scope()))
                    .toList();
            bind(employee.path("id").asText(), roles);
        }
    }

    private void bind(String employee, List<Map<String, String>> roles) throws IOException, InterruptedException {
        try {
            admin.put(
                    "/api/admin/employees/" + employee + "/roles", Map.of("roles", roles), Map.of("If-Match", "\"0\""));
        } catch (ApiProblem problem) {
            // Stale: an attempt whose answer was lost has bound them.
            if (problem.status() != 412) {
                throw problem;
            }
        }
    }

    /** The record whose natural key this is, made now if there is none. */
    private JsonNode made(String path, String keyName, String key, Map<String, ?> rest)
            throws IOException, InterruptedException {
        var found = Lookup.find(admin, path + "?" + keyName + "=" + key, keyName, key);
        if (found.isPresent()) {
            return admin.get(path + "/" + found.get().path("id").asText()).body();
        }
        Map<String, Object> body = new HashMap<>(rest);
        body.put(keyName, key);
        return admin.post(path, body, Map.of("Idempotency-Key", "bootstrap:" + key))
                .body();
    }

    /** Returns when every service knows the import account's roles: they travel as events. */
    void awaitRoles(Api importer) throws IOException, InterruptedException {
        // An empty body is refused in any case, but with 403 only as long as the role is not known.
        List<Probe> probes = List.of(
                () -> knowsRoles(importer),
                () -> allowed(() -> importer.post("/api/customer/customers", Map.of(), Map.of())),
                () -> allowed(() -> importer.post("/api/orders/orders", Map.of(), Map.of())),
                () -> allowed(() -> importer.get("/api/reporting/kpis")));
        for (Probe probe : probes) {
            for (int attempt = 1; !probe.holds(); attempt++) {
                if (attempt == ATTEMPTS) {
                    throw new PlainError(PlainError.NOT_STARTED, wording.text("people.late"));
                }
                running.pause(PAUSE_MILLIS);
            }
        }
    }

    private interface Probe {
        boolean holds() throws IOException, InterruptedException;
    }

    private interface Request {
        Api.Answer send() throws IOException, InterruptedException;
    }

    private static boolean knowsRoles(Api account) throws IOException, InterruptedException {
        Set<String> roles = new HashSet<>();
        account.get("/api/admin/me").body().path("roles").forEach(role -> roles.add(role.asText()));
        return roles.containsAll(People.IMPORT.roles());
    }

    private static boolean allowed(Request request) throws IOException, InterruptedException {
        try {
            request.send();
            return true;
        } catch (ApiProblem problem) {
            return problem.status() == 400 || problem.status() == 422;
        }
    }
}
