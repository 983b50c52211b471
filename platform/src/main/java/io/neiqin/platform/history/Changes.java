package io.neiqin.platform.history;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;

/**
 * What one entry of the history changed. Its hash is made of hashes of the values, each with a salt that nobody can guess,
 * so that a value can be erased and the hash stays. The salts of an entry come from one secret; where a value is erased,
 * the secret goes, and the values that remain keep their salts.
 */
final class Changes {

    /**
     * What stood or stands at a place.
     *
     * @param json null once it is erased
     * @param salt null once it is erased
     */
    record Value(JsonNode json, byte[] salt, byte[] hash) {
        Value erased() {
            return new Value(null, null, hash);
        }

        boolean isErased() {
            return json == null;
        }
    }

    /**
     * The change of one value.
     *
     * @param before null where there was none
     * @param after null where there is none any more; both null where it says that all values of a field were erased
     */
    record Change(String pointer, Value before, Value after) {
        /** Of which field the value is: its place without the numbers, for lists move on. */
        String field() {
            return field(pointer);
        }

        static String field(String pointer) {
            return pointer.replaceAll("/\\d+(?=/|$)", "");
        }

        /** Whether it says that values were erased. */
        boolean isErasure() {
            return before == null && after == null;
        }

        boolean isErased() {
            return before != null && before.isErased() || after != null && after.isErased();
        }

        Change erased() {
            return new Change(pointer, before == null ? null : before.erased(), after == null ? null : after.erased());
        }
    }

    /** Makes the salts of an entry, and the hashes of its values with them. */
    private record Salting(byte[] secret, Sha256 sha) {

        /** @param place twice the change's number in the entry, and one more for what is there after it */
        byte[] salt(long place) {
            return Arrays.copyOf(sha.raw(secret).number(place).end(), SALT_BYTES);
        }

        Value value(JsonNode json, byte[] salt) {
            // A text is not the number that reads like it; what is no value by itself is an empty list or object.
            String text = json.isValueNode() ? json.asText() : json.toString();
            return new Value(
                    json,
                    salt,
                    sha.raw(salt).number(json.isTextual() ? 1 : 0).part(text).end());
        }

        Change change(int number, String pointer, JsonNode was, JsonNode now) {
            return new Change(
                    pointer,
                    was == null ? null : value(was, salt(2L * number)),
                    now == null ? null : value(now, salt(2L * number + 1)));
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 32;
    private static final int SALT_BYTES = 16;

    /** Null once a value is erased. */
    private final byte[] secret;

    private final List<Change> all;

    private Changes(byte[] secret, List<Change> all) {
        this.secret = secret;
        this.all = all;
    }

    static Changes between(Snapshot before, Snapshot after) {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        Salting salting = new Salting(secret, new Sha256());
        List<Change> changes = new ArrayList<>();
        after.values().forEach((pointer, now) -> {
            JsonNode was = before.values().get(pointer);
            if (!now.equals(was)) {
                changes.add(salting.change(changes.size(), pointer, was, now));
            }
        });
        before.values().forEach((pointer, was) -> {
            if (!after.values().containsKey(pointer)) {
                changes.add(salting.change(changes.size(), pointer, was, null));
            }
        });
        return new Changes(secret, changes);
    }

    /** That all values of a field were erased, out of what was written before. */
    static Changes erasureOf(String field) {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return new Changes(secret, List.of(new Change(field, null, null)));
    }

    List<Change> all() {
        return all;
    }

    /** Those whose values are erased. */
    List<Change> erased() {
        return all.stream().filter(Change::isErased).toList();
    }

    /** Those that say that values were erased. */
    List<Change> erasures() {
        return all.stream().filter(Change::isErasure).toList();
    }

    boolean isErasureOnly() {
        return !all.isEmpty() && all.stream().allMatch(Change::isErasure);
    }

    /** The same without the values of these changes. */
    Changes without(Predicate<Change> which) {
        return new Changes(
                null,
                all.stream()
                        .map(change -> which.test(change) ? change.erased() : change)
                        .toList());
    }

    void addTo(Sha256 hash) {
        hash.number(all.size());
        for (Change change : all) {
            hash.part(change.pointer());
            hash.part(change.before() == null ? null : change.before().hash());
            hash.part(change.after() == null ? null : change.after().hash());
        }
    }

    /**
     * As it is stored: {@code {"secret": …, "all": [{"p": pointer, "b": before, "a": after}]}}; once something is erased,
     * without the secret, with {@code bs} and {@code as} for the salts of what remains and {@code bh} and {@code ah} for
     * the hashes of what does not.
     */
    String write() {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.getFactory().createGenerator(text)) {
            out.writeStartObject();
            if (secret != null) {
                out.writeStringField("secret", text(secret));
            }
            out.writeArrayFieldStart("all");
            for (Change change : all) {
                out.writeStartObject();
                out.writeStringField("p", change.pointer());
                write(out, "b", change.before());
                write(out, "a", change.after());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private void write(JsonGenerator out, String name, Value value) throws IOException {
        if (value == null) {
            return;
        }
        if (value.isErased()) {
            out.writeStringField(name + "h", text(value.hash()));
            return;
        }
        out.writeFieldName(name);
        write(out, value.json());
        if (secret == null) {
            out.writeStringField(name + "s", text(value.salt()));
        }
    }

    /** A value or empty: neither asks anybody how to write what is in it. */
    private static void write(JsonGenerator out, JsonNode json) throws IOException {
        if (json.isObject()) {
            out.writeStartObject();
            out.writeEndObject();
        } else if (json.isArray()) {
            out.writeStartArray();
            out.writeEndArray();
        } else {
            json.serialize(out, null);
        }
    }

    /** @throws IllegalArgumentException for what was never written so */
    static Changes read(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            byte[] secret = bytes(root, "secret");
            Salting salting = new Salting(secret, new Sha256());
            List<Change> changes = new ArrayList<>();
            for (JsonNode change : root.withArray("all")) {
                changes.add(new Change(
                        change.path("p").asText(),
                        value(change, "b", salting, 2L * changes.size()),
                        value(change, "a", salting, 2L * changes.size() + 1)));
            }
            return new Changes(secret, changes);
        } catch (JsonProcessingException | UnsupportedOperationException foreign) {
            throw new IllegalArgumentException("no changes of a history", foreign);
        }
    }

    private static Value value(JsonNode change, String name, Salting salting, long place) {
        if (change.has(name + "h")) {
            return new Value(null, null, bytes(change, name + "h"));
        }
        if (!change.has(name)) {
            return null;
        }
        byte[] salt = salting.secret() == null ? bytes(change, name + "s") : salting.salt(place);
        return salting.value(change.get(name), salt == null ? new byte[0] : salt);
    }

    private static byte[] bytes(JsonNode node, String name) {
        JsonNode text = node.get(name);
        return text == null ? null : Base64.getDecoder().decode(text.asText());
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }
}
