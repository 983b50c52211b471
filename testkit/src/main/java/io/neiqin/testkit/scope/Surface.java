package io.neiqin.testkit.scope;

import io.neiqin.testkit.http.Api;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the matrices have to be told of a service beside its OpenAPI document: how its records are made, and what a good
 * body is where the schema alone does not say. Operations are named as in {@code POST /orders/{id}/ship}.
 *
 * <pre>{@code
 * Surface.of("/api/orders", Roles.BINDABLE)
 *         .records("/orders", (owner, gone) -> Made.of(…))
 *         .related("POST /orders", "/orders", order -> body(order.value("customerId")))
 *         .body("POST /orders/{id}/cancel", () -> Map.of("reason", "not wanted"));
 * }</pre>
 */
public final class Surface {

    /** Makes a record of somebody. */
    @FunctionalInterface
    public interface Maker {

        /** @param gone in a state of being no more; null may be returned where there is none */
        Made make(Owner owner, boolean gone);
    }

    /**
     * Whose record it is to be.
     *
     * @param api calls as he; he may do everything as yet
     * @param department its code
     */
    public record Owner(Api api, String employeeNo, String department) {}

    /** Where a record of this collection might be shown. */
    record Questions(String collection, Function<Made, List<String>> addresses) {}

    /** @param unowned nobody's: there is one for all */
    record Records(String collection, Maker maker, boolean unowned) {}

    private final String base;
    private final Set<String> roles;
    private final List<Records> records = new ArrayList<>();
    private final Map<String, Function<Made, ?>> bodies = new HashMap<>();
    private final Map<String, Function<Made, ?>> related = new HashMap<>();
    private final Map<String, Questions> questions = new HashMap<>();
    private final Map<String, Function<Made, String>> queries = new HashMap<>();
    private final Map<String, List<String>> variants = new HashMap<>();
    private final Map<String, Map<String, String>> technical = new TreeMap<>();
    private final Map<String, String> letIn = new HashMap<>();
    private Hiring hiring;

    private Surface(String base, Set<String> roles) {
        this.base = base;
        this.roles = roles;
        // Who is asked is for each of them to say, and its own tests try that; here an id of them is nothing's.
        List.of(
                        "/approvals",
                        "/attachments",
                        "/exports",
                        "/hand-overs",
                        "/history",
                        "/imports",
                        "/tasks",
                        "/verification-rates")
                .forEach(prefix -> technical(prefix, Map.of()));
        technical("/parked-events", Map.of("consumer", "organisation"));
        letInBy("POST /approvals/decisions", "if-match-of-many");
        letInBy("GET /attachments", "parameter-missing");
        letInBy("POST /attachments", "parameter-missing");
        letInBy("POST /imports", "parameter-invalid");
        letInBy("GET /imports/template", "parameter-invalid");
        letInBy("POST /parked-events/{consumer}/{aggregateId}/discard", "producer-unavailable");
        letInBy("POST /parked-events/{consumer}/{aggregateId}/forget", "producer-unavailable");
        query("GET /deliveries", "from=2026-11-21T08:00:00Z&to=2026-11-21T09:00:00Z");
    }

    /** @param roles all that can be bound to somebody */
    public static Surface of(String base, Set<String> roles) {
        return new Surface(base, roles);
    }

    /** People come in another way than by admin-service's events. */
    public Surface hiring(Hiring other) {
        hiring = other;
        return this;
    }

    /** Records with an owner, listed at {@code collection}, each at {@code collection/{id}}. */
    public Surface records(String collection, Maker maker) {
        records.add(new Records(collection, maker, false));
        return this;
    }

    /** Records that are nobody's, such as products. */
    public Surface unowned(String collection, Function<Api, Made> maker) {
        records.add(new Records(collection, (owner, gone) -> gone ? null : maker.apply(owner.api()), true));
        return this;
    }

    /** What this operation takes, whatever the record; new each time. */
    public Surface body(String operation, Supplier<?> body) {
        bodies.put(operation, made -> body.get());
        return this;
    }

    /** What this operation takes for this record. */
    public Surface body(String operation, Function<Made, ?> body) {
        bodies.put(operation, body);
        return this;
    }

    /** An operation without a record in its address whose body names one, or its owner: who may name whose? */
    public Surface related(String operation, String collection, Function<Made, ?> body) {
        related.put(operation, body);
        questions.put(operation, new Questions(collection, made -> List.of()));
        return this;
    }

    /**
     * The addresses at which this operation might show a record of that collection; for its own list they are made from
     * the list's parameters.
     */
    public Surface asking(String operation, String collection, Function<Made, List<String>> addresses) {
        questions.put(operation, new Questions(collection, addresses));
        return this;
    }

    /** What an operation needs behind the question mark. */
    public Surface query(String operation, String query) {
        return query(operation, made -> query);
    }

    /** As {@link #query(String, String)}, for this record. */
    public Surface query(String operation, Function<Made, String> query) {
        queries.put(operation, query);
        return this;
    }

    /** With this query, the operation shows or does something else: it is one of its own. */
    public Surface variant(String operation, String query) {
        variants.computeIfAbsent(operation, o -> new ArrayList<>()).add(query);
        return this;
    }

    /** What is under this address holds no business record, whatever its ids. */
    public Surface technical(String prefix, Map<String, String> pathParameters) {
        technical.put(prefix, pathParameters);
        return this;
    }

    /** This operation is called so that it refuses with this code after it has let the caller in: it has an effect. */
    public Surface letInBy(String operation, String code) {
        letIn.put(operation, code);
        return this;
    }

    String base() {
        return base;
    }

    Set<String> roles() {
        return roles;
    }

    Hiring hiring() {
        return hiring == null ? Hiring.byEvents() : hiring;
    }

    List<Records> records() {
        return records;
    }

    /** The records that this operation is about; with the longest address, where one lies within another. */
    Optional<Records> recordsOf(Operation operation) {
        Questions asked = questions.get(operation.name());
        return records.stream()
                .filter(kind -> asked == null || asked.collection().equals(kind.collection()))
                .filter(kind -> asked != null
                        || operation.isUnder(kind.collection())
                        || operation.path().equals(kind.collection()))
                .max((a, b) -> a.collection().length() - b.collection().length());
    }

    Optional<Questions> questions(Operation operation) {
        return Optional.ofNullable(questions.get(operation.name()));
    }

    boolean isRelated(Operation operation) {
        return related.containsKey(operation.name());
    }

    Optional<Map<String, String>> technical(Operation operation) {
        return technical.entrySet().stream()
                .filter(one -> operation.path().startsWith(one.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    List<String> variants(Operation operation) {
        return variants.getOrDefault(operation.name(), List.of());
    }

    private String query(Operation operation, Made made) {
        Function<Made, String> query = queries.get(operation.name());
        return query == null ? operation.variant() : "?" + query.apply(made);
    }

    /** Where to send it for this record. */
    String address(Operation operation, Made made) {
        String path = operation.path();
        for (String parameter : operation.pathParameters()) {
            path = path.replaceAll("\\{" + parameter + "[^}]*}", made.value(parameter));
        }
        return path + query(operation, made);
    }

    /** For an operation that is about no business record: what its address needs. */
    Made nothing(Operation operation) {
        Made nothing = Made.ofNothing();
        for (Map.Entry<String, String> value :
                technical(operation).orElse(Map.of()).entrySet()) {
            nothing = nothing.with(value.getKey(), value.getValue());
        }
        return nothing;
    }

    Optional<String> letInBy(Operation operation) {
        return Optional.ofNullable(letIn.get(operation.name()));
    }

    /** Null when it takes none. */
    Object body(Operation operation, OpenApi api, Made made) {
        Function<Made, ?> given = related.getOrDefault(operation.name(), bodies.get(operation.name()));
        if (given != null) {
            return given.apply(made);
        }
        return operation.request() == null ? null : api.sample(operation.request());
    }
}
