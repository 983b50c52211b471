package io.neiqin.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.neiqin.local.People;
import io.neiqin.local.Running;
import io.neiqin.local.Wording;
import io.neiqin.local.api.Api;
import io.neiqin.local.api.Lookup;
import io.neiqin.local.demo.DemoFiles.Client;
import io.neiqin.local.demo.DemoFiles.Product;
import io.neiqin.local.demo.DemoFiles.Salesperson;
import io.neiqin.local.load.Batch;
import io.neiqin.local.load.Progress;
import io.neiqin.local.load.Stage;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Enters the demo company through the public API: the past year as history, today's open work as the people whose work
 * it is. A load that was broken off goes on where it stopped.
 */
public final class DemoCompany {
    static final String SOURCE = "demo";
    private static final String ORDERS = "/api/orders/orders";
    private static final int IN_FLIGHT = 8;

    private final Function<People.Person, Api> accounts;
    private final Running running;
    private final Progress progress;
    private final Wording wording;
    private final Map<String, String> customerIds = new ConcurrentHashMap<>();
    private final Map<String, String> eventVersions = new ConcurrentHashMap<>();

    public DemoCompany(Function<People.Person, Api> accounts, Running running, Progress progress, Wording wording) {
        this.accounts = accounts;
        this.running = running;
        this.progress = progress;
        this.wording = wording;
    }

    /** Order id → the version of its last event, of the orders that were moved now. */
    public Map<String, String> eventVersions() {
        return Map.copyOf(eventVersions);
    }

    /**
     * @param today the day on which the year ends
     * @return what was refused; nothing, unless somebody has worked with a half-loaded company
     */
    public List<String> load(LocalDate today) throws Exception {
        DemoFiles files = DemoFiles.read();
        Batch history = batch(People.IMPORT);
        LocalDate first = DemoYear.firstDay(today);
        Stage stage = new Stage(running, progress);
        Map<String, String> departments = departments(history.api());
        List<String> salespeople = stage.run(
                wording.text("import.employees"),
                files.salespeople(),
                1,
                row -> salesperson(history, row, departments, first));
        List<String> products = stage.run(
                wording.text("import.products"), files.products(), IN_FLIGHT, row -> product(history, row, first));
        List<String> customers = stage.run(
                wording.text("import.customers"), files.clients(), IN_FLIGHT, row -> customer(history, row, first));
        DemoYear year = new DemoYear(files, Workdays.read(history.api(), first, today.plusMonths(3)), today);
        Map<People.Person, Batch> batches = Stream.of(People.IMPORT, People.CLERK, People.CLERK_2, People.MANAGER)
                .collect(Collectors.toMap(Function.identity(), this::batch));
        List<String> past =
                stage.run(wording.text("demo.orders"), year.history(), IN_FLIGHT, order -> order(batches, order));
        List<String> open =
                stage.run(wording.text("demo.today"), year.openWork(), IN_FLIGHT, order -> order(batches, order));
        return Stream.of(salespeople, products, customers, past, open)
                .flatMap(List::stream)
                .toList();
    }

    private Batch batch(People.Person person) {
        return new Batch(accounts.apply(person), running::pause, SOURCE);
    }

    private static Map<String, String> departments(Api api) throws IOException, InterruptedException {
        Map<String, String> ids = new HashMap<>();
        for (People.Department department : People.DEPARTMENTS) {
            String code = department.code();
            Lookup.find(api, "/api/admin/departments?code=" + code, "code", code)
                    .ifPresent(found -> ids.put(code, found.path("id").asText()));
        }
        return ids;
    }

    private static void salesperson(Batch batch, Salesperson row, Map<String, String> departments, LocalDate first)
            throws IOException, InterruptedException {
        boolean hasAccount =
                People.ALL.stream().anyMatch(person -> person.employeeNo().equals(row.no()));
        if (!hasAccount) {
            Map<String, Object> body = Batch.body(
                    "employeeNo", row.no(),
                    "name", row.name(),
                    "departmentId", departments.get(row.department()),
                    "managerNo", row.manager(),
                    "externalRef", batch.externalRef(row.no()));
            batch.create("/api/admin/employees", body, "employee", row.no(), first);
        }
    }

    private static void product(Batch batch, Product row, LocalDate first) throws IOException, InterruptedException {
        Map<String, Object> body = Batch.body(
                "sku",
                row.sku(),
                "name",
                row.name(),
                "category",
                row.category(),
                "spec",
                row.spec(),
                "unit",
                row.unit(),
                "taxRate",
                row.taxRate().toPlainString(),
                "leadTimeDays",
                row.leadDays(),
                "listPrice",
                Map.of("amount", row.listPrice().toPlainString(), "currency", "CNY"),
                "externalRef",
                batch.externalRef(row.sku()));
        batch.create("/api/orders/products", body, "product", row.sku(), first);
    }

    private void customer(Batch batch, Client row, LocalDate first) throws IOException, InterruptedException {
        Map<String, Object> body = Batch.body(
                "name",
                row.name(),
                "uscc",
                row.uscc(),
                "tier",
                row.tier(),
                "region",
                row.region(),
                "city",
                row.city(),
                "address",
                row.address(),
                "industry",
                row.industry(),
                "ownerNo",
                row.owner(),
                "contacts",
                List.of(Map.of("name", row.contact(), "title", row.title(), "phone", row.phone(), "primary", true)),
                "externalRef",
                batch.externalRef(row.code()));
        Batch.Made made = batch.create("/api/customer/customers", body, "customer", row.code(), first);
        customerIds.put(row.code(), made.id());
    }

    private void order(Map<People.Person, Batch> batches, DemoOrder order) throws IOException, InterruptedException {
        Map<String, Object> body = new HashMap<>(order.body());
        body.put("customerId", customerIds.get(order.client().code()));
        Batch clerk = batches.get(order.takenBy());
        Batch.Made made = clerk.create(ORDERS, body, "order", order.no(), order.takenOn());
        String path = ORDERS + "/" + made.id();
        JsonNode state = made.state() == null ? clerk.get(path) : made.state();
        // Every command makes the order's version one higher.
        int done = state.path("version").asInt();
        for (int i = done; i < order.steps().size(); i++) {
            DemoOrder.Step step = order.steps().get(i);
            String key = "order:" + order.no() + ":" + i + ":" + step.verb();
            Api.Answer answer = batches.get(step.by()).post(path + "/" + step.verb(), step.body(), key, step.on());
            if (answer.eventVersion() != null) {
                eventVersions.put(made.id(), answer.eventVersion());
            }
        }
    }
}
