package io.neiqin.platform.approval;

import io.neiqin.platform.approval.Flow.Node;
import io.neiqin.platform.database.InTurn;
import io.neiqin.platform.organisation.People;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds whom the rules of a flow mean, in today's organisation. In the place of one whose
 * own matter it is stands his superior; where nobody is found, whoever the company has named for that.
 */
@ApplicationScoped
class Approvers {

    private final People people;
    private final Optional<ApproverRule> otherwise;

    Approvers(People people, ApprovalSettings settings) {
        this.people = people;
        this.otherwise = settings.otherwise().map(ApproverRule::of);
    }

    /**
     * Of every node of the flow, each person once. Nobody where nobody is to be found.
     *
     * @param own to whom the matter is their own
     */
    Uni<Map<Node, List<String>>> of(Flow flow, Requester requester, List<String> own) {
        List<Node> nodes = flow.steps().stream()
                .flatMap(step -> step.nodes().stream())
                .distinct()
                .toList();
        return InTurn.each(nodes, node -> of(node.approvers(), requester, own).map(found -> Map.entry(node, found)))
                .map(found -> found.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** Who is told of it. */
    Uni<List<String>> copied(Flow flow, Requester requester) {
        return InTurn.each(flow.copies(), rule -> find(rule, requester)).map(Approvers::each);
    }

    private Uni<List<String>> of(ApproverRule rule, Requester requester, List<String> own) {
        return find(rule, requester)
                .flatMap(found -> withoutOwn(found, own))
                .flatMap(found -> found.isEmpty() && otherwise.isPresent()
                        ? find(otherwise.get(), requester).flatMap(others -> withoutOwn(others, own))
                        : Uni.createFrom().item(found));
    }

    private Uni<List<String>> withoutOwn(List<String> found, List<String> own) {
        return InTurn.each(
                        found,
                        person -> own.contains(person)
                                ? people.superiors(person).map(superiors -> first(without(superiors, own), 1))
                                : Uni.createFrom().item(List.of(person)))
                .map(Approvers::each);
    }

    private static List<String> each(List<List<String>> people) {
        return people.stream().flatMap(List::stream).distinct().toList();
    }

    private static List<String> without(List<String> people, List<String> own) {
        return people.stream().filter(person -> !own.contains(person)).toList();
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
