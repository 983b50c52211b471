package io.neiqin.platform.contract;

import java.util.HashMap;
import java.util.Map;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;

/**
 * The names of schemas. The scanner calls two nested records of one name {@code Summary} and {@code Summary1}, by who
 * comes first: a new record would rename the old ones in every generated client. Here a nested one has its outer class's
 * noun before it: {@code OrderSummary}, {@code ApprovalSummary}.
 */
final class SchemaNames {

    private final IndexView index;
    private final Map<String, String> owners = new HashMap<>();

    SchemaNames(IndexView index) {
        this.index = index;
    }

    /** The name of a type's schema; fails where another type has it already. */
    String of(Type type) {
        String name = type.kind() == Type.Kind.PARAMETERIZED_TYPE
                ? of(type.asParameterizedType().arguments().get(0)).replaceFirst("View$", "") + simple(type.name())
                : of(type.name());
        String other = owners.putIfAbsent(name, type.toString());
        if (other != null && !other.equals(type.toString())) {
            throw new IllegalStateException(other + " and " + type + " are both called " + name
                    + " in the API description: rename one, or nest it elsewhere");
        }
        return name;
    }

    private String of(DotName name) {
        ClassInfo info = index.getClassByName(name);
        String simple = simple(name);
        if (info == null || info.enclosingClass() == null) {
            return simple;
        }
        String outer = simple(info.enclosingClass()).replaceFirst("(Resource|View|Service)$", "");
        boolean said = simple.contains(outer) || outer.equals(simple + "s");
        return said ? simple : outer + simple;
    }

    private static String simple(DotName name) {
        return name.withoutPackagePrefix().replaceFirst(".*\\$", "");
    }
}
