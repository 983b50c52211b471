package io.neiqin.local.history;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** English country names, as source systems write them, to ISO 3166 alpha-2 codes. */
final class Countries {
    private static final Map<String, String> CODES = codes();

    private Countries() {}

    private static Map<String, String> codes() {
        Map<String, String> codes = new HashMap<>();
        for (String code : Locale.getISOCountries()) {
            codes.put(code.toUpperCase(Locale.ROOT), code);
            codes.put(new Locale("", code).getDisplayCountry(Locale.ENGLISH).toUpperCase(Locale.ROOT), code);
        }
        // In use though not the ISO name or code.
        codes.put("UK", "GB");
        codes.put("USA", "US");
        return codes;
    }

    static Optional<String> code(String name) {
        return Optional.ofNullable(CODES.get(name.trim().toUpperCase(Locale.ROOT)));
    }
}
