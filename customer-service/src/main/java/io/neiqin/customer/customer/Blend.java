package io.neiqin.customer.customer;

import io.neiqin.platform.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a customer is made of that two are merged into. What nobody has chosen stays as the survivor has it; where that has
 * nothing, it is taken from the other one.
 *
 * @param choices by the field's name, as {@code taxId}
 * @param contacts whose contacts it has
 */
public record Blend(Map<String, Side> choices, People contacts) {

    /** Whose value it is: of the one that vanishes, or of the one that stays. */
    public enum Side {
        FROM,
        INTO
    }

    /** Whose contacts. */
    public enum People {
        /** Those of both, the survivor's first; the same phone once. */
        UNION,
        FROM,
        INTO
    }

    private static final Set<String> FIELDS = Set.of(
            "name",
            "uscc",
            "country",
            "taxId",
            "region",
            "city",
            "address",
            "postalCode",
            "industry",
            "businessScope",
            "tier",
            "remark");

    /** As many as can be entered. */
    private static final int MOST_CONTACTS = 50;

    /** Refuses with 422 a field that there is no choice of. */
    public Blend {
        Problem unknown = Problem.rule("merge-invalid");
        choices.forEach((field, side) -> {
            if (side == null || !FIELDS.contains(field)) {
                unknown.at("/choices/" + field, "merge-field-unknown");
            }
        });
        unknown.throwIfAny();
        choices = Map.copyOf(choices);
    }

    /** By the rules of entry; refuses with 422 what does not go together, as the code of one and the country of another. */
    Particulars particulars(Particulars from, Particulars into) {
        String country = pick("country", from.country(), into.country());
        boolean gap = !choices.containsKey("uscc") && !Particulars.isDomestic(country);
        CustomerRequest request = new CustomerRequest(
                pick("name", from.name(), into.name()),
                gap ? into.uscc() : pick("uscc", from.uscc(), into.uscc()),
                country,
                pick("taxId", from.taxId(), into.taxId()),
                pick("region", from.region(), into.region()),
                pick("city", from.city(), into.city()),
                pick("address", from.address(), into.address()),
                pick("postalCode", from.postalCode(), into.postalCode()),
                pick("industry", from.industry(), into.industry()),
                pick("businessScope", from.businessScope(), into.businessScope()),
                pick("tier", from.tier(), into.tier()),
                null,
                null,
                pick("remark", from.remark(), into.remark()),
                null);
        Problem wrong = Problem.rule("merge-invalid");
        Problem found = Problem.rule("customer-invalid");
        Particulars blended = Particulars.entered(request, found);
        found.errors()
                .forEach(error -> wrong.at(
                        "/choices" + error.pointer(),
                        error.code(),
                        error.arguments().toArray()));
        wrong.throwIfAny();
        return blended;
    }

    private <T> T pick(String field, T from, T into) {
        Side chosen = choices.get(field);
        return chosen == Side.FROM || chosen == null && into == null ? from : into;
    }

    List<Contact> people(List<Contact> from, List<Contact> into) {
        return switch (contacts) {
            case FROM -> List.copyOf(from);
            case INTO -> List.copyOf(into);
            case UNION -> union(from, into);
        };
    }

    private static List<Contact> union(List<Contact> from, List<Contact> into) {
        List<Contact> all = new ArrayList<>(into);
        for (Contact contact : from) {
            if (all.stream().noneMatch(known -> isSame(known, contact))) {
                all.add(all.isEmpty() ? contact : contact.behind());
            }
        }
        if (all.size() > MOST_CONTACTS) {
            throw Problem.rule("merge-invalid").at("/contacts", "merge-contacts-too-many", MOST_CONTACTS);
        }
        return Contact.withPrimary(all);
    }

    /** By the phone; of those without by name and address. */
    private static boolean isSame(Contact one, Contact other) {
        if (one.phone() == null || other.phone() == null) {
            return one.name().equals(other.name())
                    && (one.phone() == null && other.phone() == null)
                    && Objects.equals(one.email(), other.email());
        }
        return one.phoneE164() != null
                ? one.phoneE164().equals(other.phoneE164())
                : one.phone().equals(other.phone());
    }
}
