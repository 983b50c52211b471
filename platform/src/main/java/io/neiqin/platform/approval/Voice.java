package io.neiqin.platform.approval;

import java.util.List;

/**
 * Somebody who decides: for himself where he is asked, else for one of those who have named him to stand in (委托).
 *
 * @param principals who have, on the day
 */
record Voice(String by, List<String> principals) {

    /**
     * Whose word he says, one person's at a time; null where he has none to say.
     *
     * @param asked who can decide now
     * @param own to whom the matter is their own: nobody comes to decide about that by standing in
     */
    String speaksFor(List<String> asked, List<String> own) {
        if (asked.contains(by)) {
            return by;
        }
        return own.contains(by)
                ? null
                : principals.stream()
                        .filter(asked::contains)
                        .sorted()
                        .findFirst()
                        .orElse(null);
    }
}
