package io.neiqin.customer.customer;

import io.neiqin.platform.personal.Look;
import io.neiqin.platform.personal.Personal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What two customers were before they were merged, to be given back: the one that vanished lies unchanged in its row, but
 * for its state; the survivor gets back what has not been changed since.
 *
 * @param vanished where the one stood
 * @param survivor the other one's before
 * @param merged and after
 */
public record Kept(Standing vanished, State survivor, State merged) {

    /** Of a survivor. */
    public record State(Standing standing, Particulars particulars, List<Person> contacts) {

        static State of(Customer customer) {
            return new State(
                    customer.standing(),
                    customer.particulars(),
                    customer.contacts().stream().map(Person::of).toList());
        }
    }

    /** A contact with its values plain: this is written to a column that is shown to nobody, and emptied in time. */
    public record Person(String name, String title, String phone, String phoneE164, String email, boolean primary) {

        static Person of(Contact contact) {
            Look look = Look.toKeep();
            return new Person(
                    contact.name(),
                    contact.title(),
                    look.at("", contact.phone()),
                    look.at("", contact.phoneE164()),
                    look.at("", contact.email()),
                    contact.primaryContact());
        }

        Contact contact() {
            return new Contact(name, title, Personal.of(phone), Personal.of(phoneE164), Personal.of(email), primary);
        }
    }

    /** As it was, unless it has moved on since. */
    Standing standing(Standing now) {
        return back(now, survivor.standing(), merged.standing());
    }

    /** Field by field what it was before, where it still is as the merge has made it. */
    Particulars particulars(Particulars now) {
        Particulars before = survivor.particulars();
        Particulars after = merged.particulars();
        return new Particulars(
                back(now.name(), before.name(), after.name()),
                back(now.uscc(), before.uscc(), after.uscc()),
                back(now.country(), before.country(), after.country()),
                back(now.taxId(), before.taxId(), after.taxId()),
                back(now.region(), before.region(), after.region()),
                back(now.city(), before.city(), after.city()),
                back(now.address(), before.address(), after.address()),
                back(now.postalCode(), before.postalCode(), after.postalCode()),
                back(now.industry(), before.industry(), after.industry()),
                back(now.businessScope(), before.businessScope(), after.businessScope()),
                back(now.tier(), before.tier(), after.tier()),
                back(now.remark(), before.remark(), after.remark()));
    }

    private static <T> T back(T now, T before, T after) {
        return Objects.equals(now, after) ? before : now;
    }

    /** Without those that the merge has brought, with those that it has taken; who came since stays. */
    List<Contact> contacts(List<Contact> current) {
        List<Person> now = current.stream().map(Person::of).toList();
        if (now.equals(merged.contacts())) {
            return survivor.contacts().stream().map(Person::contact).toList();
        }
        List<Person> all = new ArrayList<>();
        for (Person person : now) {
            if (!merged.contacts().contains(person) || survivor.contacts().contains(person)) {
                all.add(person);
            }
        }
        for (Person person : survivor.contacts()) {
            if (!merged.contacts().contains(person) && !all.contains(person)) {
                all.add(person);
            }
        }
        return Contact.withPrimary(all.stream().map(Person::contact).toList());
    }
}
