package io.neiqin.orders.print;

import java.util.Optional;

/** We, in the language of a document; null is not printed. */
public record Seller(String name, String address, String phone, String taxId, String bank, String bankAccount) {

    static Seller of(Company company, Wording wording) {
        boolean english = wording == Wording.ENGLISH;
        Company.English other = company.english();
        return new Seller(
                english ? other.name().orElse(company.name()) : company.name(),
                choose(english, other.address(), company.address()),
                company.phone().orElse(null),
                company.taxId().orElse(null),
                choose(english, other.bank(), company.bank()),
                company.bankAccount().orElse(null));
    }

    private static String choose(boolean english, Optional<String> other, Optional<String> own) {
        return (english ? other.or(() -> own) : own).orElse(null);
    }
}
