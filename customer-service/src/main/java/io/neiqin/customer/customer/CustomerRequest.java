package io.neiqin.customer.customer;

import io.neiqin.platform.http.ExternalRef;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.validation.groups.Default;
import java.util.List;
import java.util.Locale;

/**
 * A customer as it is entered or changed, complete each time: what is left out is empty afterwards. Blanks around a
 * value are dropped, a blank value is none. In a change, owner and external reference may be left out or stand as they
 * are.
 *
 * @param country CN when left out
 * @param acceptDuplicate whether it is entered though it looks like one that is there (X-Reason says why); null as false,
 *     and nothing in a change
 */
public record CustomerRequest(
        @NotBlank @Size(max = 200) String name,
        @Size(max = 60) String uscc,
        String country,
        @Size(max = 40) String taxId,
        @Size(max = 100) String region,
        @Size(max = 100) String city,
        @Size(max = 300) String address,
        @Size(max = 20) String postalCode,
        @Size(max = 100) String industry,
        @Size(max = 1000) String businessScope,
        Particulars.Tier tier,
        @NotBlank(groups = Creation.class) @Size(max = 40) String ownerNo,
        @Size(max = 50) List<@NotNull @Valid Person> contacts,
        @Size(max = 1000) String remark,
        @Valid ExternalRef externalRef,
        Boolean acceptDuplicate) {

    /** As all who take nothing for another customer. */
    public CustomerRequest(
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
            List<Person> contacts,
            String remark,
            ExternalRef externalRef) {
        this(
                name,
                uscc,
                country,
                taxId,
                region,
                city,
                address,
                postalCode,
                industry,
                businessScope,
                tier,
                ownerNo,
                contacts,
                remark,
                externalRef,
                null);
    }

    /** What must be there when a customer is entered for the first time. */
    public interface Creation extends Default {}

    public CustomerRequest {
        name = clean(name);
        uscc = clean(uscc);
        country = clean(country) == null ? "CN" : clean(country).toUpperCase(Locale.ROOT);
        taxId = clean(taxId);
        region = clean(region);
        city = clean(city);
        address = clean(address);
        postalCode = clean(postalCode);
        industry = clean(industry);
        businessScope = clean(businessScope);
        ownerNo = clean(ownerNo);
        contacts = contacts == null ? List.of() : contacts;
        remark = clean(remark);
    }

    /** @param primary null as false; the first contact is the primary one where none says so */
    public record Person(
            @NotBlank @Size(max = 100) String name,
            @Size(max = 100) String title,
            @Size(max = 60) String phone,

            @Email(regexp = ".+@.+\\..+") @Size(max = 254) String email,

            Boolean primary) {

        public Person {
            name = clean(name);
            title = clean(title);
            phone = clean(phone);
            email = clean(email);
        }

        boolean isPrimary() {
            return Boolean.TRUE.equals(primary);
        }
    }

    boolean acceptsDuplicate() {
        return Boolean.TRUE.equals(acceptDuplicate);
    }

    private static String clean(String typed) {
        return typed == null || typed.isBlank() ? null : typed.strip();
    }
}
