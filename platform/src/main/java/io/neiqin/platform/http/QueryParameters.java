package io.neiqin.platform.http;

import io.neiqin.platform.json.BoundedValues;
import io.neiqin.platform.json.WellFormedText;
import io.neiqin.platform.problem.Problem;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses query parameters that the endpoint does not know: a misspelt filter would show everything. Also one that is
 * sent twice, of which only the first would count, and a day that no calendar here reaches. An endpoint that asks for
 * {@link UriInfo} reads its parameters itself.
 */
public class QueryParameters {

    private static final int SHOWN = 40;

    private final Map<Method, Map<String, Class<?>>> known = new ConcurrentHashMap<>();

    @ServerRequestFilter
    public void check(ResourceInfo resource, UriInfo uri) {
        Method endpoint = resource == null ? null : resource.getResourceMethod();
        if (endpoint == null || List.of(endpoint.getParameterTypes()).contains(UriInfo.class)) {
            return;
        }
        Map<String, Class<?>> names = known.computeIfAbsent(endpoint, QueryParameters::parametersOf);
        uri.getQueryParameters().forEach((name, values) -> check(name, values, names.get(name)));
    }

    private static void check(String name, List<String> values, Class<?> type) {
        if (type == null) {
            throw Problem.badRequest("parameter-unknown", shown(name));
        }
        if (values.size() > 1 && !Collection.class.isAssignableFrom(type)) {
            throw Problem.badRequest("parameter-repeated", name);
        }
        if (type == LocalDate.class
                && !values.get(0).isEmpty()
                && BoundedValues.day(values.get(0)).isEmpty()) {
            throw Problem.badRequest("parameter-invalid", name, shown(values.get(0)));
        }
    }

    private static Map<String, Class<?>> parametersOf(Method endpoint) {
        Map<String, Class<?>> names = new HashMap<>();
        for (Parameter parameter : endpoint.getParameters()) {
            note(names, parameter, parameter.getType());
            if (parameter.isAnnotationPresent(BeanParam.class)) {
                for (Field field : parameter.getType().getDeclaredFields()) {
                    note(names, field, field.getType());
                }
            }
        }
        return names;
    }

    private static void note(Map<String, Class<?>> names, AnnotatedElement place, Class<?> type) {
        QueryParam query = place.getAnnotation(QueryParam.class);
        if (query != null) {
            names.put(query.value(), type);
        }
    }

    private static String shown(String text) {
        return WellFormedText.cut(text, SHOWN);
    }
}
