package io.neiqin.platform.importing.batch;

import io.neiqin.platform.importing.batch.ImportErrors.RowError;
import io.neiqin.platform.problem.Messages;
import io.neiqin.platform.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** A page of what is wrong with the rows of a file. */
public record ErrorPage(List<Item> items, String nextCursor) {

    /**
     * @param line in the file, from 1
     * @param key of the record
     * @param column null where the whole row is meant
     * @param message in the caller's language
     */
    public record Item(long line, String key, String column, String code, String message) {

        static Item of(RowError error, Locale language, Messages messages) {
            return new Item(
                    error.line(),
                    error.key(),
                    error.column(),
                    error.code(),
                    messages.sentence(language, error.code(), error.arguments()));
        }
    }

    /** Behind which a page begins. */
    record Place(long line, int no) {

        static Place of(String cursor) {
            if (cursor == null || cursor.isEmpty()) {
                return new Place(0, 0);
            }
            try {
                String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(":");
                return new Place(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException notOurs) {
                throw Problem.badRequest("cursor-invalid");
            }
        }

        String cursor() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((line + ":" + no).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** @param found one more than the limit where there is a next page */
    static ErrorPage of(List<RowError> found, int limit, Locale language, Messages messages) {
        List<RowError> shown = found.size() > limit ? found.subList(0, limit) : found;
        RowError last = found.size() > limit ? shown.get(limit - 1) : null;
        return new ErrorPage(
                shown.stream().map(error -> Item.of(error, language, messages)).toList(),
                last == null ? null : new Place(last.line(), last.no()).cursor());
    }
}
