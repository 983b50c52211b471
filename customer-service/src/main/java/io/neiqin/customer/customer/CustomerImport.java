package io.neiqin.customer.customer;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import io.neiqin.customer.identifier.Uscc;
import io.neiqin.customer.similarity.CompanyName;
import io.neiqin.customer.similarity.Features;
import io.neiqin.customer.similarity.Lookalikes;
import io.neiqin.customer.similarity.Signal.Kind;
import io.neiqin.customer.similarity.Similarity;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.importing.Checks;
import io.neiqin.platform.importing.ImportContext;
import io.neiqin.platform.importing.ImportKind;
import io.neiqin.platform.importing.ImportRecord;
import io.neiqin.platform.importing.Plan;
import io.neiqin.platform.organisation.Organisation;
import io.neiqin.platform.organisation.Organisation.Person;
import io.neiqin.platform.organisation.Organisation.PersonOnDay;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.problem.Violations;
import io.neiqin.platform.table.Column;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Customers from files (客户资料导入, CUS-14), a row per contact. */
@ApplicationScoped
class CustomerImport implements ImportKind {

    private final Customers customers;
    private final Lookalikes lookalikes;
    private final Organisation organisation;
    private final Validator validator;

    CustomerImport(Customers customers, Lookalikes lookalikes, Organisation organisation, Validator validator) {
        this.customers = customers;
        this.lookalikes = lookalikes;
        this.organisation = organisation;
        this.validator = validator;
    }

    @Override
    public String name() {
        return "customers";
    }

    @Override
    public List<Column> columns() {
        return CustomerRow.COLUMNS;
    }

    @Override
    public String key() {
        return CustomerRow.KEY;
    }

    @Override
    public Set<String> roles() {
        return Set.of(Roles.CLERK, Roles.CLERK_LEAD, Roles.SALESPERSON, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER);
    }

    /**
     * What is there already of what records name.
     *
     * @param codes unified social credit codes that customers have
     * @param names of the rows, by their keys
     * @param namesakes customers by the core of their name
     */
    private record Known(
            Map<String, Customer> stored,
            Set<String> codes,
            Map<String, CompanyName> names,
            Map<String, List<Lookalikes.Known>> namesakes,
            Map<PersonOnDay, Person> persons) {}

    @Override
    public Uni<List<Plan>> plan(List<ImportRecord> records, ImportContext context) {
        List<CustomerRow> rows = records.stream().map(CustomerRow::new).toList();
        return lookUp(rows, context).flatMap(known -> {
            List<LocalDate> days = rows.stream()
                    .filter(row -> !known.stored().containsKey(row.key()))
                    .map(row -> row.day(context))
                    .toList();
            return context.numbers("customer", days).map(numbers -> {
                Iterator<String> next = numbers.iterator();
                return rows.stream()
                        .map(row -> Plan.attempt(() -> {
                            Customer stored = known.stored().get(row.key());
                            return stored == null
                                    ? enter(row, next.next(), known, context)
                                    : compared(row, stored, context);
                        }))
                        .toList();
            });
        });
    }

    private Uni<Known> lookUp(List<CustomerRow> rows, ImportContext context) {
        Set<String> keys = rows.stream().map(CustomerRow::key).collect(toSet());
        Set<String> codes = rows.stream()
                .map(CustomerRow::uscc)
                .filter(Objects::nonNull)
                .map(Uscc::normalise)
                .collect(toSet());
        List<PersonOnDay> owners = rows.stream()
                .map(row -> new PersonOnDay(row.ownerNo(context), row.day(context)))
                .toList();
        return customers
                .byExternalIds(context.source(), keys)
                .flatMap(stored -> customers.takenCodes(codes).flatMap(taken -> {
                    Map<String, CompanyName> names = names(rows, stored.keySet());
                    return lookalikes
                            .namesakes(names.values().stream()
                                    .map(CompanyName::core)
                                    .collect(toSet()))
                            .flatMap(namesakes -> organisation
                                    .persons(owners)
                                    .map(persons -> new Known(stored, taken, names, byCore(namesakes), persons)));
                }));
    }

    /** Of those that are not there yet, and have one. */
    private static Map<String, CompanyName> names(List<CustomerRow> rows, Set<String> stored) {
        Map<String, CompanyName> names = new HashMap<>();
        rows.stream()
                .filter(row -> row.name() != null && !stored.contains(row.key()))
                .forEach(row -> names.put(row.key(), CompanyName.of(row.name())));
        return names;
    }

    private static Map<String, List<Lookalikes.Known>> byCore(List<Lookalikes.Known> namesakes) {
        return namesakes.stream()
                .collect(groupingBy(known -> known.features().name().core()));
    }

    /** Only who sees it learns whether it is as the file says. */
    private static Plan compared(CustomerRow row, Customer stored, ImportContext context) {
        if (!context.actor().sees().covers(stored.ownerNo(), stored.departmentId())) {
            throw Problem.conflict("duplicate-external-ref", row.key());
        }
        return Plan.stored(row.differences(stored, context));
    }

    private Plan enter(CustomerRow row, String number, Known known, ImportContext context) {
        CommandContext command = context.on(row.since());
        CustomerRequest request = row.request(context);
        Person owner = known.persons().get(new PersonOnDay(request.ownerNo(), command.businessDate()));
        Checks.all(
                () -> Violations.require(validator.validate(request, CustomerRequest.Creation.class)),
                () -> CustomerService.requireEntryFor(request.ownerNo(), command.actor()),
                () -> CustomerService.requireOwner(owner, request.ownerNo()));
        Customer customer = new Customer(number, request, owner, command);
        requireFree(customer.particulars().uscc(), row, known, context);
        if (!row.acceptsDuplicate()) {
            requireNew(SimilarCustomers.features(known.names().get(row.key()), request), row, known, context);
        }
        return Plan.Enter.of(customer, command, List.of(customer.created()));
    }

    /**
     * The same name and a phone in common, here or above in the file (去重). A number that is kept from whoever imports tells
     * nothing: it is enough then that both have one, or he could try numbers until one is refused. Two codes are two
     * companies.
     */
    private static void requireNew(Features said, CustomerRow row, Known known, ImportContext context) {
        List<Lookalikes.Known> namesakes =
                known.namesakes().getOrDefault(said.name().core(), List.of());
        boolean stored = namesakes.stream().anyMatch(other -> isSame(said, other, context));
        boolean above = false;
        for (String phone : said.phones()) {
            // All are claimed, whatever is found.
            above |= !context.claims()
                    .isFirst("name " + said.name().place() + " " + said.name().core() + " " + phone, row.key());
        }
        if (stored || above) {
            throw Problem.conflict("possible-duplicate", 1).at("/name", "possible-duplicate");
        }
    }

    private static boolean isSame(Features said, Lookalikes.Known other, ImportContext context) {
        Features shown = SimilarCustomers.comparedFor(other, context.actor());
        Similarity similarity = Similarity.between(said, shown);
        boolean hidden = shown.phones().isEmpty()
                && !other.features().phones().isEmpty()
                && !said.phones().isEmpty();
        return similarity.has(Kind.SAME_NAME)
                && !similarity.has(Kind.OTHER_USCC)
                && (hidden || similarity.has(Kind.SAME_MOBILE) || similarity.has(Kind.SAME_PHONE));
    }

    private static void requireFree(String uscc, CustomerRow row, Known known, ImportContext context) {
        if (uscc != null && (known.codes().contains(uscc) || !context.claims().isFirst("uscc " + uscc, row.key()))) {
            throw Problem.conflict("duplicate-uscc").at("/uscc", "duplicate-uscc");
        }
    }
}
