package io.neiqin.platform.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of the project that describe settings, as they are in its folders and not as they were built.
 *
 * @param platform of all services
 * @param services of one each, by its short name, as {@code orders}
 */
record SettingsFiles(Description platform, Map<String, Description> services) {

    static final Path PROJECT = Path.of("..");
    private static final String SERVICE = "-service";

    static SettingsFiles ofProject() {
        Map<String, Description> services = new TreeMap<>();
        for (Path folder : folders()) {
            services.put(
                    folder.getFileName().toString().replace(SERVICE, ""),
                    read(folder.resolve("src/main/resources/application.properties")));
        }
        return new SettingsFiles(
                read(PROJECT.resolve("platform/src/main/resources/META-INF/microprofile-config.properties")), services);
    }

    /** Where the sources of production are that read settings. */
    static List<Path> sources() {
        return Stream.concat(Stream.of(PROJECT.resolve("platform")), folders().stream())
                .map(module -> module.resolve("src/main/java"))
                .toList();
    }

    Stream<Setting> settings() {
        return Stream.concat(
                platform.settings().stream(),
                services.values().stream().flatMap(service -> service.settings().stream()));
    }

    /** What describes the setting of this name in this service. */
    Optional<Setting> describing(String service, String name) {
        return Stream.of(services.get(service), platform)
                .flatMap(file -> file.settings().stream())
                .filter(setting -> setting.describes(name))
                .findFirst();
    }

    private static List<Path> folders() {
        try (Stream<Path> folders = Files.list(PROJECT)) {
            return folders.filter(folder -> folder.getFileName().toString().endsWith(SERVICE))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Description read(Path file) {
        try {
            return Description.of(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
