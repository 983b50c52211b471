package io.neiqin.customer.lead;

import io.neiqin.customer.customer.CustomerRequest;
import io.neiqin.customer.identifier.Phone;
import io.neiqin.platform.personal.Look;
import io.neiqin.platform.personal.Personal;
import io.neiqin.platform.problem.Problem;
import jakarta.persistence.Embeddable;
import java.util.List;
import java.util.Optional;

/**
 * Whom to talk to at a lead. Personal data: stays in this service, out of every event.
 *
 * @param contactPhone as people read it
 * @param contactPhoneE164 as machines dial it; null where that cannot be told
 */
@Embeddable
public record LeadContact(
        String contactName,
        String contactTitle,
        Personal contactPhone,
        Personal contactPhoneE164,
        Personal contactEmail) {

    private static final String CHINA = "CN";

    /**
     * As entered; who sends back the mask that he was shown leaves the value as it is.
     *
     * @param before until now; null for none
     * @param wrong collects what is wrong
     * @return null for nobody
     */
    static LeadContact entered(LeadRequest request, LeadContact before, Problem wrong) {
        LeadRequest.Person person = request.contact();
        if (person == null) {
            return null;
        }
        boolean samePhone = isKept(person.phone(), before == null ? null : before.contactPhone, "phone", wrong);
        boolean sameEmail = isKept(person.email(), before == null ? null : before.contactEmail, "email", wrong);
        Optional<Phone> phone = samePhone ? Optional.empty() : phone(person.phone(), request.country(), wrong);
        return new LeadContact(
                person.name(),
                person.title(),
                samePhone
                        ? before.contactPhone
                        : Personal.of(phone.map(Phone::display).orElse(null)),
                samePhone
                        ? before.contactPhoneE164
                        : Personal.of(phone.map(Phone::e164).orElse(null)),
                sameEmail ? before.contactEmail : Personal.of(person.email()));
    }

    private static boolean isKept(String sent, Personal until, String field, Problem wrong) {
        if (!Personal.isMask(sent)) {
            return false;
        }
        boolean same = until != null && until.isShownAs(sent);
        if (!same) {
            wrong.at("/contact/" + field, "mask-of-nothing");
        }
        return same;
    }

    private static Optional<Phone> phone(String typed, String country, Problem wrong) {
        Optional<Phone> phone = Optional.ofNullable(typed).flatMap(text -> Phone.parse(text, CHINA.equals(country)));
        if (typed != null && phone.isEmpty() && !Personal.isMask(typed)) {
            wrong.at("/contact/phone", "phone-invalid");
        }
        return phone;
    }

    /** The same person as the customer's first contact. */
    static List<CustomerRequest.Person> asCustomers(LeadContact contact) {
        if (contact == null) {
            return List.of();
        }
        Look look = Look.toKeep();
        return List.of(new CustomerRequest.Person(
                contact.contactName,
                contact.contactTitle,
                look.at("phone", contact.contactPhone),
                look.at("email", contact.contactEmail),
                true));
    }
}
