package io.neiqin.customer.customer;

import io.neiqin.customer.identifier.Phone;
import io.neiqin.platform.personal.Personal;
import io.neiqin.platform.problem.Problem;
import jakarta.persistence.Embeddable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A person to talk to at the customer (联系人). Personal data: stays in this service, out of every event.
 *
 * @param phone as people read it
 * @param phoneE164 as machines dial it; null where that cannot be told
 * @param primaryContact at most one contact of a customer is the primary one (主要联系人)
 */
@Embeddable
public record Contact(
        String name, String title, Personal phone, Personal phoneE164, Personal email, boolean primaryContact) {

    /** The same, and not the first one to talk to. */
    Contact behind() {
        return new Contact(name, title, phone, phoneE164, email, false);
    }

    /** The same, the first one marked where none is. */
    static List<Contact> withPrimary(List<Contact> contacts) {
        if (contacts.isEmpty() || contacts.stream().anyMatch(Contact::primaryContact)) {
            return List.copyOf(contacts);
        }
        List<Contact> marked = new ArrayList<>(contacts);
        Contact first = contacts.get(0);
        marked.set(0, new Contact(first.name, first.title, first.phone, first.phoneE164, first.email, true));
        return marked;
    }

    /**
     * The contacts as entered; where none is marked, the first is the primary one. Who sends back the mask that he was
     * shown leaves the value as it is.
     *
     * @param before the contacts until now
     * @param wrong collects what is wrong
     */
    static List<Contact> entered(CustomerRequest request, List<Contact> before, Problem wrong) {
        List<CustomerRequest.Person> persons = request.contacts();
        if (persons.stream().filter(CustomerRequest.Person::isPrimary).count() > 1) {
            wrong.at("/contacts", "two-primary-contacts");
        }
        boolean marked = persons.stream().anyMatch(CustomerRequest.Person::isPrimary);
        boolean domestic = Particulars.isDomestic(request.country());
        List<Contact> contacts = new ArrayList<>();
        for (int i = 0; i < persons.size(); i++) {
            CustomerRequest.Person person = persons.get(i);
            String place = "/contacts/" + i;
            Contact kept = keptOf(person, before, i);
            boolean samePhone = isKept(person.phone(), kept == null ? null : kept.phone(), place + "/phone", wrong);
            boolean sameEmail = isKept(person.email(), kept == null ? null : kept.email(), place + "/email", wrong);
            Optional<Phone> phone = samePhone ? Optional.empty() : phone(person.phone(), domestic, place, wrong);
            contacts.add(new Contact(
                    person.name(),
                    person.title(),
                    samePhone
                            ? kept.phone()
                            : Personal.of(phone.map(Phone::display).orElse(null)),
                    samePhone
                            ? kept.phoneE164()
                            : Personal.of(phone.map(Phone::e164).orElse(null)),
                    sameEmail ? kept.email() : Personal.of(person.email()),
                    marked ? person.isPrimary() : i == 0));
        }
        return contacts;
    }

    /** The contact of this name until now whose masks are sent; of two namesakes the one at the same place. */
    private static Contact keptOf(CustomerRequest.Person person, List<Contact> before, int place) {
        List<Contact> namesakes = before.stream()
                .filter(contact -> contact.name().equals(person.name()) && contact.isSentBackBy(person))
                .toList();
        boolean here = place < before.size() && namesakes.contains(before.get(place));
        return here ? before.get(place) : namesakes.size() == 1 ? namesakes.get(0) : null;
    }

    private boolean isSentBackBy(CustomerRequest.Person person) {
        return (!Personal.isMask(person.phone()) || phone != null && phone.isShownAs(person.phone()))
                && (!Personal.isMask(person.email()) || email != null && email.isShownAs(person.email()));
    }

    private static boolean isKept(String sent, Personal until, String pointer, Problem wrong) {
        boolean mask = Personal.isMask(sent);
        if (mask && until == null) {
            wrong.at(pointer, "mask-of-nothing");
        }
        return mask && until != null;
    }

    private static Optional<Phone> phone(String typed, boolean domestic, String place, Problem wrong) {
        Optional<Phone> phone = Optional.ofNullable(typed).flatMap(text -> Phone.parse(text, domestic));
        if (typed != null && phone.isEmpty() && !Personal.isMask(typed)) {
            wrong.at(place + "/phone", "phone-invalid");
        }
        return phone;
    }
}
