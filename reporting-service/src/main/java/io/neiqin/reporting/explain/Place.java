package io.neiqin.reporting.explain;

import io.neiqin.platform.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Where a page of an explanation begins: in which journal, of which question, and after which item.
 *
 * @param entry the last entry of the journal that the first page saw; later ones are not for its successors
 * @param question a check that the next page asks for the same cell
 * @param after null on the first page
 */
record Place(long entry, String question, After after) {

    /** The key of an item: items are in this order. {@code mark} tells those of one event, measure and day apart. */
    record After(LocalDate day, long position, UUID eventId, String measure, String mark) {}

    private static final Pattern TEXT =
            Pattern.compile("(\\d{1,18})/([0-9a-f]{1,8})/(\\d{4}-\\d\\d-\\d\\d)/(-?\\d{1,18})/([0-9a-f-]{36})"
                    + "/([A-Z_]{1,60})/([0-9a-f-]{1,36})");

    /** The first page of a question, given the journal as it is. */
    static Place first(long entry, String address) {
        return new Place(entry, check(address), null);
    }

    /** @throws Problem 400 for a cursor that no page has given, or that another question's page has given */
    static Place parse(String cursor, String address) {
        Place place = read(cursor);
        if (!place.question.equals(check(address))) {
            throw Problem.badRequest("cursor-elsewhere");
        }
        return place;
    }

    /** The next page after an item. */
    Place next(After last) {
        return new Place(entry, question, last);
    }

    String cursor() {
        String text = entry + "/" + question + "/" + after.day + "/" + after.position + "/" + after.eventId + "/"
                + after.measure + "/" + after.mark;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Place read(String cursor) {
        try {
            byte[] decoded = Base64.getUrlDecoder().decode(cursor);
            Matcher text = TEXT.matcher(new String(decoded, StandardCharsets.UTF_8));
            if (!text.matches()) {
                throw Problem.badRequest("cursor-invalid");
            }
            After after = new After(
                    LocalDate.parse(text.group(3)),
                    Long.parseLong(text.group(4)),
                    UUID.fromString(text.group(5)),
                    text.group(6),
                    text.group(7));
            return new Place(Long.parseLong(text.group(1)), text.group(2), after);
        } catch (IllegalArgumentException | java.time.DateTimeException notOurs) {
            throw Problem.badRequest("cursor-invalid");
        }
    }

    private static String check(String address) {
        CRC32 sum = new CRC32();
        sum.update(address.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }
}
