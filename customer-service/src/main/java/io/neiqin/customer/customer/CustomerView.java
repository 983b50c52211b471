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
 * @param vip whether it goes by the VIP channel (VIP 通道)
 * @param ownerNo the last owner, where it is in the pool
 * @param tags the codes of its words (标签)
 * @param verifiedOn when its salesperson has last said that this is right, or put it right; null for never
 * @param mergedInto who stands for it now; null unless it was merged
 * @param warnings codes of what is odd and yet accepted: {@code uscc-organisation-code}
 */
public record CustomerView(
        UUID id,
        int version,
        @NotNull String number,
        @NotNull CustomerStatus status,
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
        boolean vip,
        @NotNull String ownerNo,
        UUID departmentId,
        @NotNull Life life,
        @NotNull Pool pool,
        @NotNull List<String> tags,
        List<Person> contacts,
        String remark,
        LocalDate verifiedOn,
        List<String> warnings,
        @NotNull LocalDate businessDate,
        String importBatch,
        ExternalRef externalRef,
        @NotNull String createdBy,
        @NotNull Instant createdAt,
        @NotNull String changedBy,
        @NotNull Instant changedAt,
        UUID mergedInto,
        List<String> allowedActions)
        implements View {

    private static final Set<String> PERSONAL = Set.of("phone", "phoneE164", "email");

    public static CustomerView of(Customer customer, Actor actor, Look look) {
        return of(
                customer,
                look,
                customer.verifiedOn(),
                warnings(customer.particulars().uscc()),
                customer.allowedActions(actor));
    }

    /** All that is stored: for the history, which shows it masked. */
    static CustomerView recorded(Customer customer) {
        return of(customer, Look.toKeep(), null, null, null);
    }

    /** What a reader of the history sees of a value. */
    static JsonNode masked(String pointer, JsonNode value) {
        boolean personal =
                pointer.startsWith("/contacts/") && PERSONAL.contains(pointer.substring(pointer.lastIndexOf('/') + 1));
        return personal ? TextNode.valueOf(Personal.of(value.asText()).masked()) : value;
    }

    private static CustomerView of(
            Customer customer, Look look, LocalDate verifiedOn, List<String> warnings, List<String> allowedActions) {
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
                known.tier() == Particulars.Tier.VIP,
                customer.ownerNo(),
                customer.departmentId(),
                Life.of(customer.standing()),
                Pool.of(customer.pooling()),
                customer.tags(),
                persons(customer.contacts(), look),
                known.remark(),
                verifiedOn,
                warnings,
                origin.businessDate(),
                origin.importBatch(),
                origin.externalRef(),
                origin.createdBy(),
                origin.createdAt(),
                customer.changedBy(),
                customer.changedAt(),
                customer.isMerged() ? customer.merging().survivorId() : null,
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

    /**
     * Where it stands in its life.
     *
     * @param since the day on which it came into its status
     * @param lastOrderOn business date of its last confirmed order
     * @param blockedFrom what it is again when it is not blocked any more
     * @param lostCause why it is lost, or was when it was blocked
     */
    public record Life(
            @NotNull LocalDate since,
            LocalDate firstOrderOn,
            LocalDate lastOrderOn,
            CustomerStatus blockedFrom,
            String blockReason,
            boolean orderedWhileBlocked,
            LostCause lostCause,
            String lostRemark,
            String wonBackReason) {

        private static Life of(Standing standing) {
            return new Life(
                    standing.statusSince(),
                    standing.firstOrderOn(),
                    standing.lastOrderOn(),
                    standing.blockedFrom(),
                    standing.blockReason(),
                    standing.orderedWhileBlocked(),
                    standing.lostCause(),
                    standing.lostRemark(),
                    standing.wonBackReason());
        }
    }

    /**
     * Whether it has an owner or is in the pool (公海).
     *
     * @param ownedSince the day on which its owner, or last owner, got it
     * @param since the day on which it came into the pool; null while it is owned
     * @param followUpWarnedOn when its owner was warned that nobody has been in touch with it; null for not
     * @param dealWarnedOn when he was warned that it has not ordered
     */
    public record Pool(
            @NotNull Pooling.PoolState state,
            @NotNull LocalDate ownedSince,
            LocalDate since,
            Pooling.Why reason,
            String remark,
            LocalDate lastFollowUpOn,
            LocalDate followUpWarnedOn,
            LocalDate dealWarnedOn) {

        private static Pool of(Pooling pooling) {
            return new Pool(
                    pooling.poolState(),
                    pooling.ownedSince(),
                    pooling.pooledOn(),
                    pooling.poolReason(),
                    pooling.poolRemark(),
                    pooling.lastFollowUpOn(),
                    pooling.followUpWarnedOn(),
                    pooling.dealWarnedOn());
        }
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
            @NotNull CustomerStatus status,
            @NotNull String name,
            String uscc,
            @NotNull String country,
            String region,
            String city,
            String industry,
            Particulars.Tier tier,
            @NotNull String ownerNo,
            UUID departmentId,
            @NotNull List<String> tags,
            @NotNull Pooling.PoolState poolState,
            boolean poolWarned,
            LocalDate lastOrderOn,
            LocalDate lastFollowUpOn,
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
                    customer.tags(),
                    customer.pooling().poolState(),
                    customer.pooling().isWarned(),
                    customer.standing().lastOrderOn(),
                    customer.pooling().lastFollowUpOn(),
                    customer.changedAt(),
                    customer.externalRef());
        }
    }
}
