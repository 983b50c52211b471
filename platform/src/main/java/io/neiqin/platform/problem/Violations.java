package io.neiqin.platform.problem;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** What the annotations of a request record refuse, as a problem with each place. */
public final class Violations {

    private Violations() {}

    /** Refuses a record that was not sent by HTTP but made here, as the same one sent would be. */
    public static <T> void require(Set<ConstraintViolation<T>> found) {
        Problem problem = Problem.badRequest("invalid-request");
        found.forEach(violation -> add(problem, violation, 0));
        problem.throwIfAny();
    }

    /** Of a call: method and body parameter are not the caller's. */
    static Problem ofCall(Set<ConstraintViolation<?>> found) {
        Problem problem = Problem.badRequest("invalid-request");
        found.forEach(violation ->
                add(problem, violation, steps(violation.getPropertyPath()).size() > 2 ? 2 : 1));
        return problem;
    }

    private static void add(Problem problem, ConstraintViolation<?> violation, int callers) {
        String code = violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName();
        List<String> steps = steps(violation.getPropertyPath());
        String pointer = "/" + String.join("/", steps.subList(callers, steps.size()));
        problem.at(pointer, "field." + code, limits(violation));
    }

    /** What the sentence of a broken constraint quotes, in order: {@code min} and {@code max}, or a single value. */
    private static Object[] limits(ConstraintViolation<?> violation) {
        var attributes = violation.getConstraintDescriptor().getAttributes();
        return Stream.of("min", "max", "integer", "fraction", "value")
                .map(attributes::get)
                .filter(Objects::nonNull)
                .toArray();
    }

    /** {@code create.request.lines[0].sku} in its parts: {@code create, request, lines, 0, sku}. */
    private static List<String> steps(Path path) {
        List<String> steps = new ArrayList<>();
        for (Path.Node node : path) {
            if (node.getIndex() != null) {
                steps.add(String.valueOf(node.getIndex()));
            }
            if (node.getKind() != ElementKind.CONTAINER_ELEMENT) {
                steps.add(node.getName());
            }
        }
        return steps;
    }
}
