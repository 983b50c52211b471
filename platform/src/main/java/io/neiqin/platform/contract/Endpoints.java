package io.neiqin.platform.contract;

import java.util.HashMap;
import java.util.Map;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/** The methods behind the operations of the description, by the operations' names. */
final class Endpoints {

    private static final DotName PATH = DotName.createSimple("jakarta.ws.rs.Path");
    private static final DotName OPERATION =
            DotName.createSimple("org.eclipse.microprofile.openapi.annotations.Operation");

    private final Map<String, MethodInfo> byName = new HashMap<>();

    Endpoints(IndexView index) {
        OperationNames names = new OperationNames();
        for (AnnotationInstance path : index.getAnnotations(PATH)) {
            if (path.target().kind() == org.jboss.jandex.AnnotationTarget.Kind.CLASS) {
                ClassInfo resource = path.target().asClass();
                for (MethodInfo method : resource.methods()) {
                    byName.putIfAbsent(nameOf(names, resource, method), method);
                }
            }
        }
    }

    /** The method of an operation; fails where nothing of that name is there. */
    MethodInfo of(String operation) {
        MethodInfo method = byName.get(operation);
        if (method == null) {
            throw new IllegalStateException("No resource has an operation " + operation);
        }
        return method;
    }

    private static String nameOf(OperationNames names, ClassInfo resource, MethodInfo method) {
        AnnotationInstance said = method.annotation(OPERATION);
        AnnotationValue id = said == null ? null : said.value("operationId");
        return id == null ? names.generateOperationId(resource, method) : id.asString();
    }
}
