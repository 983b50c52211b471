package io.neiqin.platform.command;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a command is called in a history. */
final class CommandName {

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** Where the collection stands in {@code /api/orders/orders}, split at its slashes. */
    private static final int COLLECTION = 3;

    /** What is done to these is noted in the history of the record that they belong to, too. */
    private static final String PAPERS = "attachments";

    private CommandName() {}

    /**
     * The last word of the path where it stands behind an id ({@code …/orders/{id}/confirm}: {@code confirm}) or, posted,
     * behind a collection ({@code …/approvals/decisions}); of papers {@code attach} and {@code detach}; else {@code create}, {@code edit} or {@code delete} by the method.
     */
    static String of(String method, String path) {
        String[] parts = path.split("/");
        int last = parts.length - 1;
        if (last >= COLLECTION && parts[COLLECTION].equals(PAPERS)) {
            return method.equals("POST") ? "attach" : "detach";
        }
        boolean behindId = last > 0 && UUID.matcher(parts[last - 1]).matches();
        boolean behindCollection = method.equals("POST") && last > COLLECTION;
        if (behindId || behindCollection) {
            return parts[last];
        }
        return switch (method) {
            case "POST" -> "create";
            case "PUT", "PATCH" -> "edit";
            default -> method.toLowerCase(Locale.ROOT);
        };
    }
}
