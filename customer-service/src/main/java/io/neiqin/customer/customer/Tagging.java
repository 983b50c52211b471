package io.neiqin.customer.customer;

import io.neiqin.customer.tag.TagService.Word;
import io.neiqin.platform.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The words (标签) on a customer while they are changed. There is one intention and one stage at most.
 *
 * @param tags codes, in the order in which they were put on
 * @param known what the vocabulary says of these and of those that are named
 */
record Tagging(List<String> tags, Map<String, Word> known) {

    static Tagging of(List<String> tags, Map<String, Word> known) {
        return new Tagging(tags, known);
    }

    /** A word that may not be used any more is refused, unless the customer has it already. */
    Tagging with(List<String> add) {
        Problem wrong = Problem.rule("tags-invalid");
        List<String> next = new ArrayList<>(tags);
        for (int i = 0; i < add.size(); i++) {
            String place = "/add/" + i;
            Word word = known.get(add.get(i));
            if (word == null) {
                wrong.at(place, "tag-unknown", add.get(i));
            } else if (!word.active() && !tags.contains(word.code())) {
                wrong.at(place, "tag-inactive", add.get(i));
            } else if (word.kind().isExclusive() && hasAnother(word, add.subList(0, i))) {
                wrong.at(place, "tag-kind-twice", word.kind().name());
            } else if (!next.contains(word.code())) {
                next.removeIf(tag -> known.get(tag).replacedBy(word));
                next.add(word.code());
            }
        }
        wrong.throwIfAny();
        return new Tagging(next, known);
    }

    /** What it has not is not missed. */
    Tagging without(Collection<String> remove) {
        return new Tagging(tags.stream().filter(tag -> !remove.contains(tag)).toList(), known);
    }

    private boolean hasAnother(Word word, List<String> others) {
        return others.stream().map(known::get).anyMatch(other -> other != null && other.replacedBy(word));
    }
}
