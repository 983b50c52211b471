package io.neiqin.platform.command;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a command is called in a history. */
final class CommandName {

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private CommandName() {}

    /**
     * The last word of the path where it stands behind an id ({@code …/orders/{id}/confirm}: {@code confirm}), else
     * {@code create}, {@code edit} or {@code delete} by the method.
     */
    static String of(String method, String path) {
        String[] parts = path.split("/");
        int last = parts.length - 1;
        if (last > 0 && UUID.matcher(parts[last - 1]).matches()) {
            return parts[last];
        }
        return switch (method) {
            case "POST" -> "create";
            case "PUT", "PATCH" -> "edit";
            default -> method.toLowerCase(Locale.ROOT);
        };
    }
}
