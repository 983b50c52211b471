package io.neiqin.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Keycloak as Maven unpacked it, made ready for PostgreSQL once; the result serves every later start. */
final class KeycloakDistribution {
    private final Places places;
    private final Running running;
    private final Wording wording;

    KeycloakDistribution(Places places, Running running, Wording wording) {
        this.places = places;
        this.running = running;
        this.wording = wording;
    }

    /** The directory that the archive holds: its name carries the version; the newest counts. */
    Path home() throws IOException {
        try (var entries = Files.list(places.keycloakHome())) {
            return entries.filter(path -> Files.exists(path.resolve("bin/kc.sh")))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new PlainError(
                            PlainError.NOT_STARTED, wording.text("keycloak.none", places.keycloakHome())));
        }
    }

    /** @return the home directory, with the realm file where an import looks for it */
    Path prepare(Board.Row row) throws Exception {
        Path home = home();
        try (DataLock lock = DataLock.await(home.resolve("data/prepare.lock"))) {
            Path mark = home.resolve("data/prepared");
            if (!Files.exists(mark)) {
                row.doing("keycloak.build");
                build(home);
                Files.createFile(mark);
            }
            Path imports = Files.createDirectories(home.resolve("data/import"));
            Files.copy(places.realm(), imports.resolve("neiqin-realm.json"), StandardCopyOption.REPLACE_EXISTING);
        }
        return home;
    }

    private void build(Path home) throws Exception {
        // The archive's entries lose their mode when Maven unpacks them.
        home.resolve("bin/kc.sh").toFile().setExecutable(true);
        List<String> command =
                List.of(home.resolve("bin/kc.sh").toString(), "build", "--db=postgres", "--http-relative-path=/auth");
        Map<String, String> environment = Map.of("JAVA_HOME", System.getProperty("java.home"));
        Tool.run("Keycloak", command, environment, places.log("keycloak-build"), running);
    }
}
