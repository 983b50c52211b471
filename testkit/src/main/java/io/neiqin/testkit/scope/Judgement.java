package io.neiqin.testkit.scope;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares what happened with what is explained. */
final class Judgement {

    private final Explained explained;
    private final List<Case> cases;

    Judgement(Explained explained, List<Case> cases) {
        this.explained = explained;
        this.cases = cases;
    }

    /** Each says what to do. */
    List<String> findings() {
        List<String> findings = new ArrayList<>(explained.mistakes());
        findings.addAll(unexplained());
        findings.addAll(outdated());
        findings.addAll(tellTales());
        return findings;
    }

    private List<String> unexplained() {
        Map<String, Map<String, Set<Relation>>> callersByOperation = new LinkedHashMap<>();
        cases.stream()
                .filter(one -> one.in() && !explained.covers(one))
                .collect(Collectors.groupingBy(
                        one -> one.operation().name(),
                        LinkedHashMap::new,
                        Collectors.groupingBy(
                                Case::relation,
                                Collectors.mapping(one -> one.caller().name(), Collectors.toSet()))))
                .forEach((operation, byRelation) -> byRelation.forEach((relation, callers) -> callersByOperation
                        .computeIfAbsent(operation, o -> new LinkedHashMap<>())
                        .computeIfAbsent(explained.shortly(callers), c -> new TreeSet<>())
                        .add(relation)));
        return callersByOperation.entrySet().stream()
                .map(one -> "LEAK, or to be explained in leak-matrix.txt, or, where platform brings it, in"
                        + " platform-leak-matrix.txt of testkit:\n" + one.getKey() + "\n"
                        + one.getValue().entrySet().stream()
                                .map(line -> "    " + words(line.getValue()) + ": " + line.getKey() + " -- WHY?")
                                .collect(Collectors.joining("\n")))
                .toList();
    }

    private static String words(Set<Relation> relations) {
        return relations.stream().map(Relation::word).collect(Collectors.joining(", "));
    }

    /** Reasons for what does not happen: the file must not promise more than there is. */
    private List<String> outdated() {
        Set<String> happened = cases.stream()
                .filter(Case::in)
                .map(one ->
                        key(one.operation().name(), one.relation(), one.caller().name()))
                .collect(Collectors.toSet());
        List<String> findings = new ArrayList<>();
        for (Explained.Reason reason : explained.reasons()) {
            for (Relation relation : reason.relations()) {
                Set<String> idle = reason.callers().stream()
                        .filter(caller -> !happened.contains(key(reason.operation(), relation, caller)))
                        .collect(Collectors.toSet());
                if (!idle.isEmpty()) {
                    findings.add(reason.place() + ": " + reason.operation() + ", " + relation.word()
                            + ": not let in (any more): " + explained.shortly(idle));
                }
            }
        }
        return findings;
    }

    /** Refusals that differ from those for an id that nothing has, to one who may not read the record. */
    private List<String> tellTales() {
        Map<String, Case> byKey = new HashMap<>();
        cases.forEach(one -> byKey.put(
                key(one.operation().name(), one.relation(), one.caller().name()), one));
        Map<String, List<Case>> told = new LinkedHashMap<>();
        for (Case one : cases) {
            Case nothing = byKey.get(
                    key(one.operation().name(), Relation.RANDOM, one.caller().name()));
            if (one.in() || nothing == null || !one.relation().isForeign() || one.status() < 300) {
                continue;
            }
            Case reading = byKey.get(
                    key(readingOf(one.operation()), one.relation(), one.caller().name()));
            boolean mayRead = reading != null && reading.in();
            if (!mayRead && !one.refusal().equals(nothing.refusal())) {
                told.computeIfAbsent(
                                one.operation().name() + ", " + one.relation().word() + ": the refusal "
                                        + one.refusal() + " tells that the record is there; an id that nothing has"
                                        + " gets " + nothing.refusal(),
                                k -> new ArrayList<>())
                        .add(one);
            }
        }
        return told.entrySet().stream()
                .map(one -> "LEAK: " + one.getKey() + "; as "
                        + explained.shortly(one.getValue().stream()
                                .map(c -> c.caller().name())
                                .collect(Collectors.toSet())))
                .toList();
    }

    /** {@code POST /orders/{id}/ship} is about what {@code GET /orders/{id}} reads. */
    private static String readingOf(Operation operation) {
        int brace = operation.path().indexOf('}');
        return "GET " + (brace < 0 ? operation.path() : operation.path().substring(0, brace + 1));
    }

    private static String key(String operation, Relation relation, String caller) {
        return operation + "|" + relation + "|" + caller;
    }
}
