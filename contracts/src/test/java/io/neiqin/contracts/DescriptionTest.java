package io.neiqin.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a service says of its API is committed beside it, and is enough to generate a client from. */
class DescriptionTest {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final String PROBLEM = "#/components/responses/Problem";

    static List<ServiceDescription> services() {
        return ServiceDescription.all();
    }

    @ParameterizedTest
    @MethodSource("services")
    void isCommitted_asTheCodeSaysIt(ServiceDescription service) throws IOException {
        assertThat(service.built())
                .as(service + " is not built: `mvn package` writes its description, " + ServiceDescription.RENEW
                        + " all of them")
                .exists();
        if (Boolean.getBoolean("contracts.write")) {
            Files.copy(service.built(), service.committed(), StandardCopyOption.REPLACE_EXISTING);
        }
        List<String> said = Files.readAllLines(service.built());
        List<String> committed =
                Files.exists(service.committed()) ? Files.readAllLines(service.committed()) : List.of();
        if (!said.equals(committed)) {
            fail(drift(service, said, committed));
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void isEnoughForAClient_everyOperation(ServiceDescription service) throws IOException {
        JsonNode document = new YAMLMapper().readTree(service.committed().toFile());
        List<String> lacks = new ArrayList<>();
        Set<String> names = new HashSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (METHODS.contains(method.getKey())) {
                        String where = method.getKey() + " " + path.getKey();
                        lacksOf(method.getValue(), names).forEach(lack -> lacks.add(where + ": " + lack));
                    }
                }));
        assertThat(names).isNotEmpty();
        assertThat(lacks).isEmpty();
    }

    private static List<String> lacksOf(JsonNode operation, Set<String> names) {
        List<String> lacks = new ArrayList<>();
        String name = operation.path("operationId").asText();
        if (!name.matches("[a-z]+[A-Z]\\w*")) {
            lacks.add("no name like verbNoun: " + name);
        }
        if (!names.add(name)) {
            lacks.add("another operation is called " + name);
        }
        if (!operation.path("security").path(0).has("bearer")) {
            lacks.add("says not that it needs a token");
        }
        if (operation.path("tags").isEmpty()) {
            lacks.add("no tag");
        }
        if (!operation.path("responses").path("default").path("$ref").asText().equals(PROBLEM)) {
            lacks.add("no problem as the default answer");
        }
        operation.path("responses").properties().forEach(answer -> {
            boolean good = answer.getKey().startsWith("2");
            if (good
                    && answer.getValue().path("content").properties().stream()
                            .anyMatch(
                                    content -> content.getValue().path("schema").isMissingNode())) {
                lacks.add(answer.getKey() + " has no schema: say it by @APIResponseSchema at the method, with "
                        + "@Produces at the class");
            }
        });
        if (operation.path("responses").properties().stream()
                .noneMatch(answer -> answer.getKey().startsWith("2"))) {
            lacks.add("no good answer");
        }
        return lacks;
    }

    private static String drift(ServiceDescription service, List<String> said, List<String> committed) {
        int line = 0;
        while (line < said.size() && line < committed.size() && said.get(line).equals(committed.get(line))) {
            line++;
        }
        return String.format(
                "%s/openapi.yaml is not what the code says, from line %d on:%n  committed: %s%n  code:      %s%n"
                        + "%s renews it; look at the difference before you commit it.",
                service,
                line + 1,
                line < committed.size() ? committed.get(line).strip() : "(nothing)",
                line < said.size() ? said.get(line).strip() : "(nothing)",
                ServiceDescription.RENEW);
    }
}
