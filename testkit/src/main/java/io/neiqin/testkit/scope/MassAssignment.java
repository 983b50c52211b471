package io.neiqin.testkit.scope;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.neiqin.testkit.Json;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.scope.Line.Answer;
import io.neiqin.testkit.scope.Surface.Owner;
import io.neiqin.testkit.scope.Surface.Records;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * What nobody can write (F27): every operation with a body is sent everything that its answer shows and its request does
 * not ask for, and some names that nobody should look at, each in an otherwise good request of one who may do
 * everything. Either it is refused because of that field, or the record is afterwards as without it.
 */
public final class MassAssignment {

    /** What a curious caller tries beside what he is shown. */
    private static final Set<String> FOREIGN = Set.of(
            "__proto__",
            "constructor",
            "class",
            "id",
            "version",
            "number",
            "status",
            "ownerNo",
            "departmentId",
            "employeeNo",
            "roles",
            "createdBy",
            "allowedActions");

    private static final int TIMES = 5;
    private static final String STALE = "\"999999999\"";

    private final Surface surface;
    private final OpenApi api;
    private final Line line;
    private final Caller caller = People.maker();
    private final Set<String> operations = new LinkedHashSet<>();
    private final List<String> findings = new ArrayList<>();
    private int refused;
    private int idle;

    private MassAssignment(Surface surface) {
        this.surface = surface;
        this.api = OpenApi.here(surface.base());
        this.line = new Line(surface.base());
    }

    /** Tries everything, prints what it came to, and fails with each field that had an effect. */
    public static void check(Surface surface, DataSource database) {
        long start = System.nanoTime();
        People people = new People(surface.hiring(), database, surface.roles());
        people.hireMakers();
        MassAssignment matrix = new MassAssignment(surface);
        try {
            matrix.api.operations(surface).stream()
                    .filter(operation -> operation.request() != null)
                    .forEach(matrix::tryOn);
        } finally {
            people.dismiss();
        }
        System.out.printf(
                "Mass assignment of %s: %d operations with a body, %d fields sent, %d refused, %d without effect, %d findings; %d s%n",
                surface.base(),
                matrix.operations.size(),
                matrix.refused + matrix.idle + matrix.findings.size(),
                matrix.refused,
                matrix.idle,
                matrix.findings.size(),
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
        assertThat(matrix.findings)
                .as("what can be written without being asked for")
                .isEmpty();
    }

    private void tryOn(Operation operation) {
        operations.add(operation.name());
        Made made = record(operation);
        JsonNode shown = shown(operation, made);
        Answer plain = send(operation, made, STALE, body(operation, made));
        boolean expected =
                surface.letInBy(operation).filter(plain.code()::equals).isPresent();
        if (plain.status() == 400 && !expected) {
            findings.add(operation.name() + ": a request without foreign fields is refused, which shows nothing: "
                    + plain.body() + " Give the Surface a .body(…) for it");
            return;
        }
        for (String place : places("", body(operation, made))) {
            for (String field : fields(operation, place, shown.at(place))) {
                JsonNode value = Values.unlike(shown.at(place).path(field));
                ObjectNode body = body(operation, made);
                ((ObjectNode) body.at(place)).set(field, value);
                Answer answer = send(operation, made, STALE, body);
                if (answer.status() == 400 && answer.body().contains("\"" + place + "/" + field + "\"")) {
                    refused++;
                } else {
                    compare(operation, place, field, value);
                }
            }
        }
    }

    /** What it was not refused for must have had no effect; chance has one now and then, but not each time. */
    private void compare(Operation operation, String place, String field, JsonNode value) {
        String what = operation.name() + ": " + place + "/" + field + " = " + value;
        Map<String, String> changed = null;
        for (int time = 0; time < TIMES && (changed == null || !changed.isEmpty()); time++) {
            Answer one = afresh(operation, place, null, null);
            Answer other = afresh(operation, place, null, null);
            Answer with = afresh(operation, place, field, value);
            if (!one.isGood() || !with.isGood()) {
                findings.add(what + " is not refused, and it cannot be seen whether it changes anything: "
                        + one.status() + " without it, " + with.status() + " with it");
                return;
            }
            Map<String, String> differences = Values.differences(one.json(), other.json(), with.json(), value);
            if (changed == null) {
                changed = differences;
            } else {
                changed.keySet().retainAll(differences.keySet());
            }
        }
        if (changed.isEmpty()) {
            idle++;
        } else {
            findings.add("CHANGED by " + what + ": " + changed);
        }
    }

    private Answer afresh(Operation operation, String place, String field, JsonNode value) {
        Made made = record(operation);
        ObjectNode body = body(operation, made);
        if (field != null) {
            ((ObjectNode) body.at(place)).set(field, value);
        }
        String etag = records(operation)
                .map(kind ->
                        line.get(kind.collection() + "/" + made.id(), caller).etag())
                .orElse(null);
        return send(operation, made, etag, body);
    }

    private Optional<Records> records(Operation operation) {
        return surface.recordsOf(operation).filter(kind -> operation.isUnder(kind.collection()));
    }

    /** A new one, where the operation is about one. */
    private Made record(Operation operation) {
        Owner owner = new Owner(Api.here().as(People.COLLEAGUE), People.COLLEAGUE, People.NORTH);
        return surface.recordsOf(operation)
                .map(kind -> kind.maker().make(owner, false))
                .orElseGet(() -> surface.nothing(operation));
    }

    private JsonNode shown(Operation operation, Made made) {
        return surface.recordsOf(operation)
                .map(kind -> line.get(kind.collection() + "/" + made.id(), caller))
                .filter(Answer::isGood)
                .map(Answer::json)
                .orElseGet(() -> Json.tree(Json.text(api.everything(operation.answer()))));
    }

    /** What may be tried at this place: what is shown there, and what is foreign, but for what is asked for. */
    private Set<String> fields(Operation operation, String place, JsonNode shown) {
        Set<String> fields = new LinkedHashSet<>();
        shown.fieldNames().forEachRemaining(fields::add);
        fields.addAll(FOREIGN);
        api.at(operation.request(), place).path("properties").fieldNames().forEachRemaining(fields::remove);
        return fields;
    }

    /** The objects in a body, as JSON pointers; of a list the first. */
    private static List<String> places(String here, JsonNode node) {
        List<String> places = new ArrayList<>();
        if (node.isObject()) {
            places.add(here);
            node.properties().forEach(member -> places.addAll(places(here + "/" + member.getKey(), member.getValue())));
        } else if (node.isArray() && !node.isEmpty()) {
            places.addAll(places(here + "/0", node.get(0)));
        }
        return places;
    }

    private ObjectNode body(Operation operation, Made made) {
        return (ObjectNode) Json.tree(Json.text(surface.body(operation, api, made)));
    }

    private Answer send(Operation operation, Made made, String ifMatch, JsonNode body) {
        Answer answer =
                line.send(operation.method(), surface.address(operation, made), caller, ifMatch, body.toString());
        for (String misfit : api.misfits(operation, answer)) {
            String finding = operation.name() + " answers otherwise than openapi.yaml says: " + misfit;
            if (!findings.contains(finding)) {
                findings.add(finding);
            }
        }
        return answer;
    }
}
