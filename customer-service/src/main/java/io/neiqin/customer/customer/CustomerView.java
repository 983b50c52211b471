package io.neiqin.customer.customer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.neiqin.customer.identifier.Uscc;
import io.neiqin.platform.http.ExternalRef;
import io.neiqin.platform.http.View;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.personal.Look;
import io.neiqin.platform.personal.Personal;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A customer as it is shown.
 *
 * @param warnings codes of what is odd and yet accepted: {@code uscc-organisation-code}
 */
public record CustomerView(
        UUID id,
        int version,
        @NotNull String number,
        @NotNull Customer.Status status,
        @NotNull String name,
        String uscc,
        @NotNull String country,
        String taxId,
        String region,
        String city,
        String address,
        String postalCode,
        String industry,
        String businessScope,
        Particulars.Tier tier,
        @NotNull String ownerNo,
        UUID departmentId,
        List<Person> contacts,
        String remark,
        List<String> warnings,
        @NotNull LocalDate businessDate,
        String importBatch,
        ExternalRef externalRef,
        @NotNull String createdBy,
        @NotNull Instant createdAt,
        @NotNull String changedBy,
        @NotNull Instant changedAt,
        List<String> allowedActions)
        implements View {

    private static final Set<String> PERSONAL = Set.of("phone", "phoneE164", "email");

    static CustomerView of(Customer customer, Actor actor, Look look) {
        return of(customer, look, warnings(customer.particulars().uscc()), customer.allowedActions(actor));
    }

    /** All that is stored: for the history, which shows it masked. */
    static CustomerView recorded(Customer customer) {
        return of(customer, Look.toKeep(), null, null);
    }

    /** What a reader of the history sees of a value. */
    static JsonNode masked(String pointer, JsonNode value) {
        boolean personal =
                pointer.startsWith("/contacts/") && PERSONAL.contains(pointer.substring(pointer.lastIndexOf('/') + 1));
        return personal ? TextNode.valueOf(Personal.of(value.asText()).masked()) : value;
    }

    private static CustomerView of(Customer customer, Look look, List<String> warnings, List<String> allowedActions) {
        Particulars known = customer.particulars();
        CustomerOrigin origin = customer.origin();
        return new CustomerView(
                customer.id(),
                customer.version(),
                customer.number(),
                customer.status(),
                known.name(),
                known.uscc(),
                known.country(),
                known.taxId(),
                known.region(),
                known.city(),
                known.address(),
                known.postalCode(),
                known.industry(),
                known.businessScope(),
                known.tier(),
                customer.ownerNo(),
                customer.departmentId(),
                persons(customer.contacts(), look),
                known.remark(),
                warnings,
                origin.businessDate(),
                origin.importBatch(),
                origin.externalRef(),
                origin.createdBy(),
                origin.createdAt(),
                customer.changedBy(),
                customer.changedAt(),
                allowedActions);
    }

    private static List<String> warnings(String uscc) {
        return uscc == null || new Uscc(uscc).hasPlausibleOrganisationCode()
                ? List.of()
                : List.of("uscc-organisation-code");
    }

    private static List<Person> persons(List<Contact> contacts, Look look) {
        return IntStream.range(0, contacts.size())
                .mapToObj(place -> Person.of(contacts.get(place), "contacts/" + place + "/", look))
                .toList();
    }

    /** A contact; as the look is, with its phone and address or with what may be shown of them to anybody. */
    public record Person(
            @NotNull String name, String title, String phone, String phoneE164, String email, boolean primary) {

        private static Person of(Contact contact, String place, Look look) {
            return new Person(
                    contact.name(),
                    contact.title(),
                    look.at(place + "phone", contact.phone()),
                    look.at(place + "phoneE164", contact.phoneE164()),
                    look.at(place + "email", contact.email()),
                    contact.primaryContact());
        }
    }

    /** A customer in a list, without its contacts. */
    public record Summary(
            @NotNull UUID id,
            int version,
            @NotNull String number,
            @NotNull Customer.Status status,
            @NotNull String name,
            String uscc,
            @NotNull String country,
            String region,
            String city,
            String industry,
            Particulars.Tier tier,
            @NotNull String ownerNo,
            UUID departmentId,
            @NotNull Instant changedAt,
            ExternalRef externalRef) {

        static Summary of(Customer customer) {
            Particulars known = customer.particulars();
            return new Summary(
                    customer.id(),
                    customer.version(),
                    customer.number(),
                    customer.status(),
                    known.name(),
                    known.uscc(),
                    known.country(),
                    known.region(),
                    known.city(),
                    known.industry(),
                    known.tier(),
                    customer.ownerNo(),
                    customer.departmentId(),
                    customer.changedAt(),
                    customer.externalRef());
        }
    }
}
