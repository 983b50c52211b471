package io.neiqin.customer.customer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.neiqin.customer.identifier.Phone;
import io.neiqin.customer.identifier.Uscc;
import io.neiqin.platform.http.ExternalRef;
import io.neiqin.platform.http.View;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * A customer as it is shown.
 *
 * @param warnings codes of what is odd and yet accepted: {@code uscc-organisation-code}
 */
public record CustomerView(
        UUID id,
        int version,
        String number,
        Customer.Status status,
        String name,
        String uscc,
        String country,
        String taxId,
        String region,
        String city,
        String address,
        String postalCode,
        String industry,
        String businessScope,
        Particulars.Tier tier,
        String ownerNo,
        UUID departmentId,
        List<Person> contacts,
        String remark,
        List<String> warnings,
        LocalDate businessDate,
        String importBatch,
        ExternalRef externalRef,
        String createdBy,
        Instant createdAt,
        String changedBy,
        Instant changedAt,
        List<String> allowedActions)
        implements View {

    private static final String[] SALES_AND_SERVICE = {
        Roles.CLERK,
        Roles.CLERK_LEAD,
        Roles.SERVICE,
        Roles.TELESALES,
        Roles.SALESPERSON,
        Roles.SALES_SUPERVISOR,
        Roles.SALES_MANAGER,
        Roles.SALES_DIRECTOR
    };

    static CustomerView of(Customer customer, Actor actor) {
        return of(
                customer,
                actor.hasAny(SALES_AND_SERVICE),
                warnings(customer.particulars().uscc()),
                customer.allowedActions(actor));
    }

    /** All that is stored, unmasked: for the history. */
    static CustomerView recorded(Customer customer) {
        return of(customer, true, null, null);
    }

    /** How this reader sees a value of the history: as {@link Person} shows it. */
    static BiFunction<String, JsonNode, JsonNode> maskFor(Actor actor) {
        boolean clear = actor.hasAny(SALES_AND_SERVICE);
        return (pointer, value) -> clear || !pointer.startsWith("/contacts/") ? value : masked(pointer, value);
    }

    private static JsonNode masked(String pointer, JsonNode value) {
        return switch (pointer.substring(pointer.lastIndexOf('/') + 1)) {
            case "phone" -> TextNode.valueOf(Phone.masked(value.asText()));
            case "phoneE164" -> null;
            case "email" -> TextNode.valueOf(Person.masked(value.asText()));
            default -> value;
        };
    }

    private static CustomerView of(
            Customer customer, boolean clear, List<String> warnings, List<String> allowedActions) {
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
                customer.contacts().stream().map(c -> Person.of(c, clear)).toList(),
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

    /**
     * A contact. Whoever works neither in sales nor in service sees how it could be reached, not the number or address
     * itself.
     */
    public record Person(String name, String title, String phone, String phoneE164, String email, boolean primary) {

        private static Person of(Contact contact, boolean clear) {
            return new Person(
                    contact.name(),
                    contact.title(),
                    clear || contact.phone() == null ? contact.phone() : Phone.masked(contact.phone()),
                    clear ? contact.phoneE164() : null,
                    clear || contact.email() == null ? contact.email() : masked(contact.email()),
                    contact.primaryContact());
        }

        /** {@code z***@example.com}; a short name before the @ is hidden whole. */
        private static String masked(String email) {
            int at = email.lastIndexOf('@');
            return (at > 2 ? email.substring(0, 1) : "") + "***" + email.substring(at);
        }
    }

    /** A customer in a list, without its contacts. */
    public record Summary(
            UUID id,
            int version,
            String number,
            Customer.Status status,
            String name,
            String uscc,
            String country,
            String region,
            String city,
            String industry,
            Particulars.Tier tier,
            String ownerNo,
            UUID departmentId,
            Instant changedAt,
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
