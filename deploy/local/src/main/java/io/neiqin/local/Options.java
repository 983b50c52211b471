package io.neiqin.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asked for.
 *
 * @param source directory with CSV files to import, absolute
 * @param once   do the job, print the tables, stop
 * @param data   where the data stays, absolute; without it the default place, or a temporary one with {@code once}
 * @param port   the gateway's port; without it 8080 or, where that is taken, a free one
 * @param empty  a first start without the demo company
 */
public record Options(
        Optional<Path> source, boolean once, Optional<Path> data, Optional<Integer> port, boolean empty, boolean help) {

    /**
     * @param current the directory that relative paths are meant from
     * @throws PlainError for an unknown option, a missing or a senseless value
     */
    public static Options parse(List<String> arguments, Path current, Wording wording) {
        Optional<Path> source = Optional.empty();
        Optional<Path> data = Optional.empty();
        Optional<Integer> port = Optional.empty();
        boolean once = false;
        boolean empty = false;
        boolean help = false;
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String option = rest.next();
            switch (option) {
                case "--import" -> source = Optional.of(directory(value(option, rest, wording), current, wording));
                case "--data" ->
                    data = Optional.of(
                            current.resolve(value(option, rest, wording)).normalize());
                case "--port" -> port = Optional.of(port(value(option, rest, wording), wording));
                case "--once" -> once = true;
                case "--empty" -> empty = true;
                case "--help", "-h" -> help = true;
                default -> throw new PlainError(PlainError.USAGE, wording.text("option.unknown", option));
            }
        }
        return new Options(source, once, data, port, empty, help);
    }

    private static String value(String option, Iterator<String> rest, Wording wording) {
        if (!rest.hasNext()) {
            throw new PlainError(PlainError.USAGE, wording.text("option.value", option));
        }
        return rest.next();
    }

    private static Path directory(String value, Path current, Wording wording) {
        Path path = current.resolve(value).normalize();
        if (!Files.isDirectory(path)) {
            throw new PlainError(PlainError.USAGE, wording.text("option.directory", path));
        }
        return path;
    }

    private static int port(String value, Wording wording) {
        if (value.matches("\\d{1,5}") && Integer.parseInt(value) >= 1 && Integer.parseInt(value) <= 65_535) {
            return Integer.parseInt(value);
        }
        throw new PlainError(PlainError.USAGE, wording.text("option.port", value));
    }
}
