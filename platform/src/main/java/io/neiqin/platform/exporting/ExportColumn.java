package io.neiqin.platform.exporting;

import java.util.function.Function;

/**
 * A column of an export.
 *
 * @param key its stable name, as {@code tax_rate}: what an import knows it by
 * @param chinese its title in Chinese
 * @param english its title in English
 * @param value of a row: a text, a number, a date or moment, a truth, a constant, a personal value (which is masked), or
 *     null
 */
public record ExportColumn<V>(String key, String chinese, String english, Function<V, ?> value) {

    public static <V> ExportColumn<V> of(String key, String chinese, String english, Function<V, ?> value) {
        return new ExportColumn<>(key, chinese, english, value);
    }

    String title(Export.Language language) {
        if (language == null) {
            return key;
        }
        return language == Export.Language.ZH ? chinese : english;
    }
}
