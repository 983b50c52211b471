package io.neiqin.customer.lead;

import io.neiqin.platform.http.ExternalRef;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Locale;

/**
 * A lead as it is captured or changed, complete each time: what is left out is empty afterwards. In a change, owner
 * and external reference may be left out or stand as they are.
 *
 * @param name of the company
 * @param country CN when left out
 * @param source code of a channel, see GET /lead-sources
 * @param ownerNo who works on it; left out while nobody does, and the caller's department finds somebody. A salesperson and
 *     a telemarketer capture their own
 */
public record LeadRequest(
        @NotBlank @Size(max = 200) String name,
        String country,
        @Size(max = 100) String region,
        @Size(max = 100) String industry,
        @Size(max = 1000) String need,
        @Valid Person contact,
        @NotBlank @Size(max = 40) String source,
        @Size(max = 200) String campaign,
        @Size(max = 40) String ownerNo,
        @Valid ExternalRef externalRef) {

    public LeadRequest {
        name = clean(name);
        country = clean(country) == null ? "CN" : clean(country).toUpperCase(Locale.ROOT);
        region = clean(region);
        industry = clean(industry);
        need = clean(need);
        source = clean(source);
        campaign = clean(campaign);
        ownerNo = clean(ownerNo);
    }

    /** Whom to talk to. */
    public record Person(
            @NotBlank @Size(max = 100) String name,
            @Size(max = 100) String title,
            @Size(max = 60) String phone,

            @Email(regexp = ".+@.+\\..+") @Size(max = 254) String email) {

        public Person {
            name = clean(name);
            title = clean(title);
            phone = clean(phone);
            email = clean(email);
        }
    }

    /** The same, for this owner. */
    LeadRequest ownedBy(String employeeNo) {
        return new LeadRequest(
                name, country, region, industry, need, contact, source, campaign, employeeNo, externalRef);
    }

    private static String clean(String typed) {
        return typed == null || typed.isBlank() ? null : typed.strip();
    }
}
