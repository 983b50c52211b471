package io.neiqin.testkit.scope;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The cases in which somebody is let in, and why: a committed file.
 *
 * <pre>
 * GET /orders/{id}
 *     own: EMPLOYEE -- who took it down or sells it has to read it
 *     department: EMPLOYEE&#64;DEPARTMENT -- his scope says so
 * </pre>
 *
 * A role alone means both who see their own and who see their department; EMPLOYEE everybody who works here, with a role
 * or without.
 */
final class Explained {

    private static final String EMPLOYEE = "EMPLOYEE";

    /** @param place for messages: file and line */
    record Reason(String operation, Set<Relation> relations, Set<String> callers, String place) {}

    private final List<Caller> callers;
    private final List<Reason> reasons = new ArrayList<>();
    private final List<String> mistakes = new ArrayList<>();

    Explained(List<Caller> callers) {
        this.callers = callers;
    }

    /** Adds what a resource says; one that is missing says nothing. */
    Explained read(Class<?> beside, String resource) {
        try (InputStream in = beside.getResourceAsStream(resource)) {
            if (in != null) {
                parse(resource, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Explained parse(String file, String text) {
        String operation = null;
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (!Character.isWhitespace(line.charAt(0))) {
                operation = line.strip();
            } else {
                reason(operation, line.strip(), file.replaceFirst(".*/", "") + ":" + number);
            }
        }
        return this;
    }

    private void reason(String operation, String line, String place) {
        String[] parts = line.split(" -- ", 2);
        String[] cases = parts[0].split(":", 2);
        if (operation == null || parts.length < 2 || parts[1].isBlank() || cases.length < 2) {
            mistakes.add(place + " is not \"<relations>: <callers> -- <why>\": " + line);
            return;
        }
        Set<Relation> relations = new TreeSet<>();
        for (String word : cases[0].split(",")) {
            Relation.of(word.strip())
                    .ifPresentOrElse(relations::add, () -> mistakes.add(place + ": no relation: " + word.strip()));
        }
        Set<String> named = new LinkedHashSet<>();
        for (String term : cases[1].split(",")) {
            Set<String> meant = expand(term.strip());
            if (meant.isEmpty()) {
                mistakes.add(place + ": nobody is called " + term.strip());
            }
            named.addAll(meant);
        }
        reasons.add(new Reason(operation, relations, named, place));
    }

    List<Reason> reasons() {
        return reasons;
    }

    /** What cannot be understood. */
    List<String> mistakes() {
        return mistakes;
    }

    boolean covers(Case one) {
        return reasons.stream()
                .anyMatch(reason -> reason.operation().equals(one.operation().name())
                        && reason.relations().contains(one.relation())
                        && reason.callers().contains(one.caller().name()));
    }

    /** The callers a term means. */
    private Set<String> expand(String term) {
        return callers.stream()
                .filter(caller -> term.equals(caller.name())
                        || term.equals(caller.role())
                        || isEmployee(caller) && term.equals(EMPLOYEE)
                        || isEmployee(caller) && term.equals(EMPLOYEE + "@" + scope(caller)))
                .map(Caller::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static boolean isEmployee(Caller caller) {
        return caller.role() != null || caller.name().equals("none");
    }

    /** Without a role he sees his own, as one with scope SELF. */
    private static String scope(Caller caller) {
        return caller.scope() == null ? "SELF" : caller.scope();
    }

    /** The shortest way to name these callers. */
    String shortly(Set<String> names) {
        Set<String> left = new TreeSet<>(names);
        List<String> terms = new ArrayList<>(Arrays.asList(EMPLOYEE, EMPLOYEE + "@DEPARTMENT", EMPLOYEE + "@SELF"));
        callers.stream()
                .filter(c -> c.role() != null)
                .map(Caller::role)
                .distinct()
                .forEach(terms::add);
        List<String> said = new ArrayList<>();
        for (String term : terms) {
            Set<String> meant = expand(term);
            if (!meant.isEmpty() && left.containsAll(meant)) {
                said.add(term);
                left.removeAll(meant);
            }
        }
        said.addAll(left);
        return String.join(", ", said);
    }
}
