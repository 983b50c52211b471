package io.neiqin.platform.approval;

import io.neiqin.platform.approval.Flow.Node;
import io.neiqin.platform.organisation.People;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds whom the rules of a flow mean, in today's organisation. In the requester's own place stands his superior; where
 * nobody is found, whoever the company has named for that.
 */
@ApplicationScoped
class Approvers {

    private final People people;
    private final Optional<ApproverRule> otherwise;

    Approvers(People people, ApprovalSettings settings) {
        this.people = people;
        this.otherwise = settings.otherwise().map(ApproverRule::of);
    }

    /** Of every node of the flow; without the requester, each person once. Nobody where nobody is to be found. */
    Uni<Map<Node, List<String>>> of(Flow flow, Requester requester) {
        return Multi.createFrom()
                .iterable(flow.steps().stream()
                        .flatMap(step -> step.nodes().stream())
                        .distinct()
                        .toList())
                .onItem()
                .transformToUniAndConcatenate(
                        node -> of(node.approvers(), requester).map(found -> Map.entry(node, found)))
                .collect()
                .asList()
                .map(found -> found.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** Who is told of it. */
    Uni<List<String>> copied(Flow flow, Requester requester) {
        return Multi.createFrom()
                .iterable(flow.copies())
                .onItem()
                .transformToUniAndConcatenate(rule -> find(rule, requester))
                .collect()
                .asList()
                .map(found -> found.stream().flatMap(List::stream).distinct().toList());
    }

    private Uni<List<String>> of(ApproverRule rule, Requester requester) {
        return withoutRequester(find(rule, requester), requester)
                .flatMap(found -> found.isEmpty() && otherwise.isPresent()
                        ? withoutRequester(find(otherwise.get(), requester), requester)
                        : Uni.createFrom().item(found));
    }

    private Uni<List<String>> withoutRequester(Uni<List<String>> found, Requester requester) {
        return found.flatMap(people -> !people.contains(requester.employeeNo())
                ? Uni.createFrom().item(people)
                : this.people
                        .superiors(requester.employeeNo())
                        .map(superiors -> replaced(people, requester.employeeNo(), superiors)));
    }

    private static List<String> replaced(List<String> people, String requesterNo, List<String> superiors) {
        List<String> others = new ArrayList<>();
        for (String person : people) {
            if (!person.equals(requesterNo)) {
                others.add(person);
            } else {
                superiors.stream()
                        .filter(superior -> !superior.equals(requesterNo))
                        .findFirst()
                        .ifPresent(others::add);
            }
        }
        return others.stream().distinct().toList();
    }

    private Uni<List<String>> find(ApproverRule rule, Requester requester) {
        return switch (rule.who()) {
            case PERSON -> people.person(rule.of());
            case ROLE -> people.holders(rule.of());
            case HEAD -> people.heads(requester.departmentId()).map(heads -> first(heads, 1));
            case SUPERIOR ->
                people.superiors(requester.employeeNo())
                        .map(superiors -> first(superiors, Integer.parseInt(rule.of())));
        };
    }

    /** The one of this level, counted from 1, or the last there is. */
    private static List<String> first(List<String> ladder, int level) {
        return ladder.isEmpty() ? List.of() : List.of(ladder.get(Math.min(level, ladder.size()) - 1));
    }
}
