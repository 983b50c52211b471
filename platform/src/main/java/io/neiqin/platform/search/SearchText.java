package io.neiqin.platform.search;

import io.neiqin.platform.problem.Problem;

/**
 * What somebody typed to find records by fragments (片段检索): words between blanks, each of which has to stand somewhere
 * in what is searched. Width, case and signs do not count. All of that is done in the database, by the same functions
 * for what is stored and for what is asked: migration {@code V0_23__find_text_by_fragments}.
 */
public final class SearchText {

    private static final int LONGEST = 200;

    private SearchText() {}

    /**
     * A condition that a table's columns {@code search_form} and {@code search_tokens} meet when it holds the text.
     *
     * @param alias of the entity in HQL
     * @param parameter that has the text
     */
    public static String foundIn(String alias, String parameter) {
        return "function('search_finds', column(" + alias + ".search_form as string), column(" + alias
                + ".search_tokens as string), :" + parameter + ") = true";
    }

    /**
     * The text as it is asked for, null when nothing is; refuses what is longer than anything it could be a part of.
     *
     * @param parameter where it came from
     */
    public static String of(String parameter, String typed) {
        if (typed != null && typed.length() > LONGEST) {
            throw Problem.badRequest("search-too-long", parameter, LONGEST);
        }
        return typed == null || typed.isBlank() ? null : typed;
    }
}
