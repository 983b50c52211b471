package io.neiqin.platform.contract;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.MethodParameterInfo;
import org.jboss.jandex.Type;

/**
 * Completes the description that is generated from a service's resources, at build time, so that clients can be generated
 * from it: names, who may, refusals, headers, and which members are there. What a method returning {@code Response}
 * answers is said at the method ({@code @APIResponseSchema}).
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ApiContract implements OASFilter {

    private static final String JSON = "application/json";
    private static final DotName ROLES = DotName.createSimple("jakarta.annotation.security.RolesAllowed");
    private static final DotName ANSWER =
            DotName.createSimple("org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema");
    private static final DotName RESPONSE =
            DotName.createSimple("org.eclipse.microprofile.openapi.annotations.responses.APIResponse");
    private static final DotName COMMANDS = DotName.createSimple("io.neiqin.platform.command.Commands");
    private static final DotName VIEW = DotName.createSimple("io.neiqin.platform.http.View");
    private static final Set<PathItem.HttpMethod> CHANGES =
            Set.of(PathItem.HttpMethod.PUT, PathItem.HttpMethod.PATCH, PathItem.HttpMethod.DELETE);

    private final IndexView index;

    public ApiContract(IndexView index) {
        this.index = index;
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        Endpoints endpoints = new Endpoints(index);
        SchemaTypes types = new SchemaTypes(api, index);
        Set<String> tags = new TreeSet<>();
        api.getPaths()
                .getPathItems()
                .forEach((path, item) -> item.getOperations().forEach((verb, operation) -> {
                    MethodInfo method = endpoints.of(operation.getOperationId());
                    String tag = OperationNames.sentence(OperationNames.noun(method.declaringClass()));
                    tags.add(tag);
                    operation.setTags(List.of(tag));
                    describe(operation, method);
                    parameters(operation);
                    body(operation, method, types);
                    answers(operation, method, types);
                    if (isCommand(verb, method)) {
                        commandHeaders(operation, verb, path);
                    }
                }));
        types.finish();
        SharedParts.addTo(api.getComponents());
        api.setTags(tags.stream().map(name -> OASFactory.createTag().name(name)).toList());
        api.setServers(List.of(OASFactory.createServer().url("/").description("The gateway, or the service itself")));
    }

    private static void describe(Operation operation, MethodInfo method) {
        if (operation.getSummary() == null) {
            operation.setSummary(OperationNames.sentence(operation.getOperationId()));
        }
        AnnotationInstance roles = method.annotation(ROLES) == null
                ? method.declaringClass().declaredAnnotation(ROLES)
                : method.annotation(ROLES);
        if (roles != null) {
            String told = operation.getDescription() == null
                    ? ""
                    : operation.getDescription().strip() + "\n\n";
            operation.setDescription(
                    told + "For " + String.join(", ", roles.value().asStringArray()) + ".");
        }
    }

    /** Parameters that a method reads itself have no type to be described by. */
    private static void parameters(Operation operation) {
        if (operation.getParameters() != null) {
            for (Parameter parameter : operation.getParameters()) {
                if (parameter.getSchema() == null && parameter.getRef() == null) {
                    parameter.setSchema(OASFactory.createSchema().addType(Schema.SchemaType.STRING));
                }
            }
        }
    }

    private static void body(Operation operation, MethodInfo method, SchemaTypes types) {
        MediaType sent =
                operation.getRequestBody() == null || operation.getRequestBody().getContent() == null
                        ? null
                        : operation.getRequestBody().getContent().getMediaType(JSON);
        if (sent == null) {
            return;
        }
        for (MethodParameterInfo parameter : method.parameters()) {
            if (isBody(parameter)) {
                types.request(sent.getSchema(), parameter.type());
                boolean marked = parameter.annotations().stream()
                        .anyMatch(one -> one.name().toString().endsWith(".NotNull"));
                operation.getRequestBody().setRequired(marked);
            }
        }
    }

    /** A path parameter needs no annotation here, but is never a record. */
    private static boolean isBody(MethodParameterInfo parameter) {
        return parameter.type().name().toString().startsWith("io.neiqin.")
                && parameter.annotations().stream()
                        .noneMatch(one -> one.name().toString().startsWith("jakarta.ws.rs."));
    }

    private void answers(Operation operation, MethodInfo method, SchemaTypes types) {
        for (String status : List.of("400", "401", "403")) {
            APIResponse generated = operation.getResponses().getAPIResponse(status);
            if (generated != null && !isDeclared(method, status)) {
                operation.getResponses().removeAPIResponse(status);
            }
        }
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            if (status.startsWith("2")) {
                MediaType given = response.getContent() == null
                        ? null
                        : response.getContent().getMediaType(JSON);
                if (given != null && given.getSchema() != null) {
                    Type type = answered(method);
                    types.answer(given.getSchema(), type);
                    if (isView(type)) {
                        response.addHeader("ETag", SharedParts.headerRef("ETag"));
                    }
                }
            } else if (response.getContent() == null) {
                response.setContent(SharedParts.problems());
            }
        });
        operation
                .getResponses()
                .addAPIResponse("default", OASFactory.createAPIResponse().ref(SharedParts.PROBLEM));
    }

    /** What it says it answers, or else what it returns. */
    private static Type answered(MethodInfo method) {
        AnnotationInstance said = method.annotation(ANSWER);
        if (said != null) {
            return said.value().asClass();
        }
        Type type = method.returnType();
        return type.kind() == Type.Kind.PARAMETERIZED_TYPE
                        && type.name().toString().equals("io.smallrye.mutiny.Uni")
                ? type.asParameterizedType().arguments().get(0)
                : type;
    }

    private boolean isView(Type type) {
        var info = index.getClassByName(type.name());
        return info != null && info.interfaceNames().contains(VIEW);
    }

    private static boolean isDeclared(MethodInfo method, String status) {
        return method.annotations(RESPONSE).stream()
                .anyMatch(one -> one.value("responseCode") != null
                        && one.value("responseCode").asString().equals(status));
    }

    /** Whoever changes something by {@code Commands} understands their headers. */
    private static boolean isCommand(PathItem.HttpMethod verb, MethodInfo method) {
        return verb != PathItem.HttpMethod.GET
                && method.declaringClass().fields().stream()
                        .anyMatch(field -> field.type().name().equals(COMMANDS));
    }

    private static void commandHeaders(Operation operation, PathItem.HttpMethod verb, String path) {
        List<String> sent = new ArrayList<>(List.of("IdempotencyKey", "Reason", "BusinessDate", "ImportBatch"));
        if (CHANGES.contains(verb)) {
            sent.add("IfMatchRequired");
        } else if (path.contains("{")) {
            sent.add("IfMatch");
        }
        sent.forEach(name -> operation.addParameter(SharedParts.parameter(name)));
        for (Map.Entry<String, APIResponse> answer :
                operation.getResponses().getAPIResponses().entrySet()) {
            if (answer.getKey().startsWith("2")) {
                answer.getValue().addHeader("Event-Version", SharedParts.headerRef("EventVersion"));
                answer.getValue().addHeader("Idempotent-Replay", SharedParts.headerRef("IdempotentReplay"));
                if (answer.getKey().equals("201")) {
                    answer.getValue().addHeader("Location", SharedParts.headerRef("Location"));
                }
            }
        }
    }
}
