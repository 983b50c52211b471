package io.neiqin.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The description of a service's API: as its build wrote it, as it is committed, as it was last released. */
record ServiceDescription(String service) {

    static final String RENEW = "docs/contracts/write";

    private static final Path ROOT = Path.of("..");

    /** Of every service there is. */
    static List<ServiceDescription> all() {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.filter(module -> Files.exists(module.resolve("pom.xml")))
                    .map(module -> module.getFileName().toString())
                    .filter(name -> name.endsWith("-service"))
                    .sorted()
                    .map(ServiceDescription::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path built() {
        return ROOT.resolve(service).resolve("target/openapi/openapi.yaml");
    }

    Path committed() {
        return ROOT.resolve(service).resolve("openapi.yaml");
    }

    Path released() {
        return ROOT.resolve("docs/contracts/released").resolve(service + ".yaml");
    }

    @Override
    public String toString() {
        return service;
    }
}
