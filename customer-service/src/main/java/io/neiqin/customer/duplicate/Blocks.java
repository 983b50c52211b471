package io.neiqin.customer.duplicate;

import io.neiqin.customer.similarity.Features;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * By what customers are brought together to be compared: nobody compares each with each. Two that have none in common are
 * never compared: near names, that is, which differ in more than a letter (a long one in both its halves), or in their place.
 */
final class Blocks {

    /** Less of a name is in too many. */
    private static final int SHORTEST = 4;

    /** A longer name has two halves, and a mistake is in one of them. */
    private static final int LONGEST = 12;

    private Blocks() {}

    /** Numbers that stand for what they have; that two different things have one costs a comparison. */
    static Set<Long> of(Features customer) {
        Set<Long> keys = new TreeSet<>();
        String core = customer.name().core();
        keys.add(number("name " + core));
        if (customer.taxId() != null) {
            keys.add(number("tax " + customer.taxId()));
        }
        customer.phones().forEach(phone -> keys.add(number("phone " + phone)));
        String placed = customer.name().place() + " " + core;
        int start = placed.length() - core.length();
        if (core.length() > LONGEST) {
            // Of a name that is one letter longer, too.
            for (int length : new int[] {core.length() / 2, (core.length() - 1) / 2}) {
                keys.add(number("half " + placed.substring(0, start + length)));
                keys.add(number("half " + placed.substring(0, start) + "…" + core.substring(core.length() - length)));
            }
        } else if (core.length() >= SHORTEST) {
            // With a letter left out, or changed, or two in each other's place, two names are the same but for one.
            keys.add(number("less " + placed));
            for (int i = start; i < placed.length(); i++) {
                keys.add(number("less " + placed.substring(0, i) + placed.substring(i + 1)));
            }
        }
        return keys;
    }

    private static long number(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits();
    }
}
