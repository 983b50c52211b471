package io.neiqin.customer.lead;

import io.neiqin.platform.problem.Problem;
import jakarta.persistence.Embeddable;
import java.util.Locale;
import java.util.Set;

/**
 * What is known of a lead.
 *
 * @param name of the company
 * @param country ISO 3166 alpha-2
 * @param need what it wants (需求), in words
 * @param source code of the channel that it came by
 * @param campaign which fair, which mailing; in words
 */
@Embeddable
public record LeadParticulars(
        String name, String country, String region, String industry, String need, String source, String campaign) {

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    /** @param wrong collects what is wrong */
    static LeadParticulars entered(LeadRequest request, Problem wrong) {
        if (!COUNTRIES.contains(request.country())) {
            wrong.at("/country", "unknown-country");
        }
        return new LeadParticulars(
                request.name(),
                request.country(),
                request.region(),
                request.industry(),
                request.need(),
                request.source(),
                request.campaign());
    }
}
