package io.neiqin.customer.customer;

import io.neiqin.customer.identifier.Uscc;
import io.neiqin.platform.problem.Problem;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.Locale;
import java.util.Set;

/**
 * What is known of the customer as a company (CUS-1).
 *
 * @param uscc unified social credit code, of companies of mainland China only; null while unknown
 * @param country ISO 3166 alpha-2
 * @param taxId a foreign tax number, or a domestic one of the time before the unified code
 * @param businessScope what the company may deal in (经营范围)
 */
@Embeddable
public record Particulars(
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
        @Enumerated(EnumType.STRING) Tier tier,
        String remark) {

    /** How much attention a customer gets (客户分层). */
    public enum Tier {
        VIP,
        A,
        B,
        C,
        D
    }

    private static final String CHINA = "CN";
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    /** @param wrong collects what is wrong, so that the clerk learns of everything at once */
    static Particulars entered(CustomerRequest request, Problem wrong) {
        if (!COUNTRIES.contains(request.country())) {
            wrong.at("/country", "unknown-country");
        }
        boolean domestic = isDomestic(request.country());
        if (domestic && request.postalCode() != null && !request.postalCode().matches("[0-9]{6}")) {
            wrong.at("/postalCode", "postal-code-invalid");
        }
        return new Particulars(
                request.name(),
                uscc(request.uscc(), domestic, wrong),
                request.country(),
                request.taxId(),
                request.region(),
                request.city(),
                request.address(),
                request.postalCode(),
                request.industry(),
                request.businessScope(),
                request.tier(),
                request.remark());
    }

    private static String uscc(String typed, boolean domestic, Problem wrong) {
        if (typed == null) {
            return null;
        }
        if (!domestic) {
            wrong.at("/uscc", "uscc-foreign");
            return null;
        }
        String code = Uscc.parse(typed).map(Uscc::value).orElse(null);
        if (code == null) {
            wrong.at("/uscc", "uscc-invalid");
        }
        return code;
    }

    /** Mainland China; Hong Kong, Macao and Taiwan have codes, phones and post of their own. */
    static boolean isDomestic(String country) {
        return CHINA.equals(country);
    }
}
