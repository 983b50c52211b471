package io.neiqin.customer.customer;

import io.neiqin.customer.identifier.Phone;
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
public record Contact(String name, String title, String phone, String phoneE164, String email, boolean primaryContact) {

    /**
     * The contacts as entered; where none is marked, the first is the primary one.
     *
     * @param wrong collects what is wrong
     */
    static List<Contact> entered(CustomerRequest request, Problem wrong) {
        List<CustomerRequest.Person> persons = request.contacts();
        if (persons.stream().filter(CustomerRequest.Person::isPrimary).count() > 1) {
            wrong.at("/contacts", "two-primary-contacts");
        }
        boolean marked = persons.stream().anyMatch(CustomerRequest.Person::isPrimary);
        boolean domestic = Particulars.isDomestic(request.country());
        List<Contact> contacts = new ArrayList<>();
        for (int i = 0; i < persons.size(); i++) {
            CustomerRequest.Person person = persons.get(i);
            Optional<Phone> phone = Optional.ofNullable(person.phone()).flatMap(typed -> Phone.parse(typed, domestic));
            if (person.phone() != null && phone.isEmpty()) {
                wrong.at("/contacts/" + i + "/phone", "phone-invalid");
            }
            contacts.add(new Contact(
                    person.name(),
                    person.title(),
                    phone.map(Phone::display).orElse(null),
                    phone.map(Phone::e164).orElse(null),
                    person.email(),
                    marked ? person.isPrimary() : i == 0));
        }
        return contacts;
    }
}
