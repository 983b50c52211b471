package io.neiqin.testkit.scope;

import com.fasterxml.jackson.databind.JsonNode;
import io.neiqin.testkit.scope.Line.Answer;
import io.neiqin.testkit.scope.Surface.Records;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Calls every operation as everybody, on every relation of a record. */
final class Calls {

    /** A version that nothing has. */
    private static final String STALE = "\"999999999\"";

    /** Operations: a call changes nothing that another one asks for, and the service answers while the matrix judges. */
    private static final int AT_ONCE = 3;

    private static final Set<String> PAGING = Set.of("limit", "cursor", "count");
    private static final Set<Integer> NOT_OPEN = Set.of(401, 403);

    private final Surface surface;
    private final OpenApi api;
    private final People people;
    private final Line line;
    private final Caller maker;
    private final List<Case> cases = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, String> failures = Collections.synchronizedMap(new LinkedHashMap<>());
    private Stock stock;

    Calls(Surface surface, OpenApi api, People people) {
        this.surface = surface;
        this.api = api;
        this.people = people;
        this.line = new Line(surface.base());
        this.maker = People.maker();
    }

    List<Case> all() {
        people.hire();
        stock = new Stock(surface, people);
        people.settle();
        ExecutorService lines = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> asked = new ArrayList<>();
            api.operations(surface).forEach(operation -> asked.add(lines.submit(() -> everybody(operation))));
            for (Future<?> one : asked) {
                one.get();
            }
        } catch (InterruptedException | ExecutionException broken) {
            throw new IllegalStateException(broken);
        } finally {
            lines.shutdownNow();
        }
        return cases;
    }

    private void everybody(Operation operation) {
        Optional<Records> records = surface.recordsOf(operation);
        if (surface.isRelated(operation)) {
            records.ifPresent(kind -> onEach(operation, kind));
        } else if (surface.questions(operation).isPresent()) {
            asked(operation, records.orElseThrow());
        } else if (records.isPresent() && operation.isUnder(records.get().collection())) {
            onEach(operation, records.get());
        } else if (records.isPresent() && operation.isRead()) {
            listed(operation, records.get());
        } else if (!operation.namesARecord(api) || surface.technical(operation).isPresent()) {
            atLarge(operation);
        } else {
            fail(
                    operation,
                    "not covered: whose record is it? Tell the Surface: .records(\"…\", maker) where it has an"
                            + " owner, .unowned(…), or .technical(…) where it is none of the business's");
        }
    }

    /** What kept a call from saying who is let in. */
    List<String> failures() {
        return List.copyOf(failures.values());
    }

    /** Operations of the whole service: who may call them at all? */
    private void atLarge(Operation operation) {
        Made nothing = surface.nothing(operation);
        for (Caller caller : people.callers()) {
            Answer answer = call(operation, surface.address(operation, nothing), caller, nothing);
            boolean in = !NOT_OPEN.contains(answer.status());
            note(operation, Relation.ANY, caller, in, answer);
        }
    }

    /** Operations on one record, or whose body names one. */
    private void onEach(Operation operation, Records kind) {
        for (Caller caller : people.callers()) {
            stock.relations(kind, caller).forEach((relation, made) -> {
                boolean inBody = surface.isRelated(operation);
                boolean known = relation != Relation.RANDOM || inBody || operation.namesARecord(api);
                if (inBody && relation == Relation.VOID || !known) {
                    return;
                }
                Answer answer = call(operation, surface.address(operation, made), caller, made);
                if (answer.isGood() && !operation.isRead() && !inBody) {
                    fail(
                            operation,
                            "does not look at If-Match: " + STALE + " was taken as " + caller.name() + ", "
                                    + relation.word());
                }
                if (answer.isGood() && relation == Relation.RANDOM && !inBody) {
                    fail(operation, "answers for an id that nothing has: " + answer.body());
                }
                boolean hidden = Set.of(401, 403, 404).contains(answer.status());
                note(operation, relation, caller, inBody ? answer.isGood() : !hidden, answer);
            });
        }
    }

    /** A list: who may call it, and whose records are in it, also where it is asked for them by name. */
    private void listed(Operation operation, Records kind) {
        String whole = operation.path() + "?limit=200" + counted(operation);
        Map<Made, List<String>> addresses = new HashMap<>();
        search(operation, kind, made -> addresses.computeIfAbsent(made, m -> addresses(operation, kind, whole, m)));
    }

    /** An operation that shows records somewhere in its answers. */
    private void asked(Operation operation, Records kind) {
        search(operation, kind, surface.questions(operation).orElseThrow().addresses());
    }

    /** @param addresses at which a record might be shown; at the first of them everybody tries whether he may ask at all */
    private void search(Operation operation, Records kind, Function<Made, List<String>> addresses) {
        String open = addresses.apply(stock.foreign(kind)).get(0);
        for (Caller caller : people.callers()) {
            Answer first = call(operation, open, caller, null);
            note(operation, Relation.ANY, caller, first.isGood(), first);
            if (first.isGood()) {
                stock.relations(kind, caller).forEach((relation, made) -> {
                    if (relation != Relation.RANDOM) {
                        search(operation, caller, relation, made, addresses.apply(made), Map.of(open, first));
                    }
                });
            }
        }
    }

    private void search(
            Operation operation,
            Caller caller,
            Relation relation,
            Made made,
            List<String> addresses,
            Map<String, Answer> asked) {
        boolean shown = false;
        Answer answer = null;
        for (String address : addresses) {
            answer = asked.containsKey(address) ? asked.get(address) : call(operation, address, caller, null);
            if (answer.isGood()) {
                Answer counted = answer;
                // Between its page and its count another operation may have made one; not every time.
                for (int again = 0; again < 5 && !isHonestTotal(counted); again++) {
                    counted = call(operation, address, caller, null);
                }
                if (!isHonestTotal(counted)) {
                    fail(operation, "LEAK: its total counts what it does not show: " + counted.body());
                }
                shown |= made.isShownIn(answer.body());
            }
        }
        note(operation, relation, caller, shown, answer);
    }

    /** The whole, and one for each parameter by which the list can be narrowed to the record. */
    private List<String> addresses(Operation operation, Records kind, String whole, Made made) {
        Answer answer = line.get(kind.collection() + "/" + made.id(), maker);
        JsonNode record = answer.isGood() ? answer.json() : null;
        List<String> addresses = new ArrayList<>(List.of(whole));
        for (Operation.Parameter parameter : operation.parameters()) {
            String value = made.values().get(parameter.name());
            if (value == null && record != null && record.path(parameter.name()).isValueNode()) {
                value = record.path(parameter.name()).asText(null);
            }
            if (parameter.in().equals("query") && !PAGING.contains(parameter.name()) && value != null) {
                addresses.add(operation.path() + "?limit=200&" + parameter.name() + "="
                        + URLEncoder.encode(value, StandardCharsets.UTF_8) + counted(operation));
            }
        }
        return addresses;
    }

    private static String counted(Operation operation) {
        return operation.takes("count") ? "&count=exact" : "";
    }

    /** A count tells of what is not shown. */
    private static boolean isHonestTotal(Answer answer) {
        JsonNode page = answer.json();
        return !page.path("total").isNumber()
                || !page.path("nextCursor").asText("").isEmpty()
                || page.path("total").asInt() == page.path("items").size();
    }

    private Answer call(Operation operation, String path, Caller caller, Made made) {
        Object body = made == null || operation.isRead() ? null : surface.body(operation, api, made);
        Answer answer = line.send(operation.method(), path, caller, operation.isRead() ? null : STALE, body);
        boolean expected =
                surface.letInBy(operation).filter(answer.code()::equals).isPresent();
        boolean unreadable = Set.of(400, 405, 406, 413, 415, 428, 429).contains(answer.status());
        if (!expected && (answer.status() >= 500 || unreadable)) {
            fail(
                    operation,
                    "the matrix cannot call it: as " + caller.name() + " at " + path + ": " + answer.status() + " "
                            + answer.body() + " Give the Surface a .body(…) or .query(…) for it, or mend it");
        }
        for (String misfit : api.misfits(operation, answer)) {
            fail(operation, "answers otherwise than openapi.yaml says: " + answer.status() + " " + misfit);
        }
        return answer;
    }

    private void note(Operation operation, Relation relation, Caller caller, boolean in, Answer answer) {
        cases.add(new Case(operation, relation, caller, in, answer.status(), answer.code()));
    }

    /** The first of each kind is enough. */
    private void fail(Operation operation, String what) {
        failures.putIfAbsent(operation.name() + what.split(":")[0], operation.name() + ": " + what);
    }
}
