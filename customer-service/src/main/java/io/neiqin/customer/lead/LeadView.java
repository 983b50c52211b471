package io.neiqin.customer.lead;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
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

/**
 * A lead as it is shown.
 *
 * @param customerId what it has become
 * @param reason why it was given up
 */
public record LeadView(
        UUID id,
        int version,
        @NotNull String number,
        @NotNull LeadStatus status,
        @NotNull String name,
        @NotNull String country,
        String region,
        String industry,
        String need,
        Person contact,
        @NotNull String source,
        String campaign,
        String ownerNo,
        UUID departmentId,
        UUID customerId,
        String reason,
        @NotNull LocalDate businessDate,
        String importBatch,
        ExternalRef externalRef,
        @NotNull String createdBy,
        @NotNull Instant createdAt,
        @NotNull String changedBy,
        @NotNull Instant changedAt,
        List<String> allowedActions)
        implements View {

    private static final Set<String> PERSONAL = Set.of("/contact/phone", "/contact/phoneE164", "/contact/email");

    static LeadView of(Lead lead, Actor actor, Look look) {
        return of(lead, look, lead.allowedActions(actor));
    }

    /** All that is stored: for the history, which shows it masked. */
    static LeadView recorded(Lead lead) {
        return of(lead, Look.toKeep(), null);
    }

    /** What a reader of the history sees of a value. */
    static JsonNode masked(String pointer, JsonNode value) {
        return PERSONAL.contains(pointer)
                ? TextNode.valueOf(Personal.of(value.asText()).masked())
                : value;
    }

    private static LeadView of(Lead lead, Look look, List<String> allowedActions) {
        LeadParticulars known = lead.particulars();
        LeadOrigin origin = lead.origin();
        return new LeadView(
                lead.id(),
                lead.version(),
                lead.number(),
                lead.status(),
                known.name(),
                known.country(),
                known.region(),
                known.industry(),
                known.need(),
                Person.of(lead.contact(), look),
                known.source(),
                known.campaign(),
                lead.ownerNo(),
                lead.departmentId(),
                lead.customerId(),
                lead.reason(),
                origin.businessDate(),
                origin.importBatch(),
                origin.externalRef(),
                origin.createdBy(),
                origin.createdAt(),
                lead.changedBy(),
                lead.changedAt(),
                allowedActions);
    }

    /** Whom to talk to; as the look is, with phone and address or with what may be shown of them to anybody. */
    public record Person(@NotNull String name, String title, String phone, String phoneE164, String email) {

        private static Person of(LeadContact contact, Look look) {
            return contact == null
                    ? null
                    : new Person(
                            contact.contactName(),
                            contact.contactTitle(),
                            look.at("contact/phone", contact.contactPhone()),
                            look.at("contact/phoneE164", contact.contactPhoneE164()),
                            look.at("contact/email", contact.contactEmail()));
        }
    }

    /** A lead in a list, without its contact. */
    public record Summary(
            @NotNull UUID id,
            int version,
            @NotNull String number,
            @NotNull LeadStatus status,
            @NotNull String name,
            @NotNull String country,
            String region,
            String industry,
            @NotNull String source,
            String campaign,
            String ownerNo,
            UUID departmentId,
            UUID customerId,
            @NotNull Instant changedAt,
            ExternalRef externalRef) {

        static Summary of(Lead lead) {
            LeadParticulars known = lead.particulars();
            return new Summary(
                    lead.id(),
                    lead.version(),
                    lead.number(),
                    lead.status(),
                    known.name(),
                    known.country(),
                    known.region(),
                    known.industry(),
                    known.source(),
                    known.campaign(),
                    lead.ownerNo(),
                    lead.departmentId(),
                    lead.customerId(),
                    lead.changedAt(),
                    lead.origin().externalRef());
        }
    }
}
