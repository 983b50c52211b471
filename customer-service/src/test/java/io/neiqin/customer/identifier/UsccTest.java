package io.neiqin.customer.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsccTest {

    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "91350100M000100Y43",
                "91440300708461136T",
                "9111000071093123XX",
                "91330100799655058B",
                "91310000132260250X",
                "914403001922038216",
                "91110108551385082Q"
            })
    void parse_accepts_codesInUse(String code) {
        assertThat(Uscc.parse(code)).contains(new Uscc(code));
        assertThat(new Uscc(code).hasPlausibleOrganisationCode()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "91350100M000100Y4Z, the wrong check of a worked example seen on the web",
        "91350100M000100Y4, one character short",
        "91350100M000100Y433, one character long",
        "91350100M000100Y44, another check character",
        "91440300708461136I, I is not in the alphabet",
        "91440300708461136O, O is not in the alphabet",
        "91440300708461136S, S is not in the alphabet",
        "91440300708461136V, V is not in the alphabet",
        "91440300708461136Z, Z is not in the alphabet",
        "9135O100M000100Y43, letter O for a zero",
        "91A50100M000100Y43, a letter in the region",
        "91350100S000100Y43, S in the organisation code",
        "440300708461136, a 15-digit tax number of old",
        "91440300708461136²T, a superscript is no digit",
        "91440300-708461136T, a hyphen",
        "'', nothing"
    })
    void parse_refuses_whatIsNone(String typed, String why) {
        assertThat(Uscc.parse(typed)).as(why).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "91440300708461136t",
                "９１４４０３００７０８４６１１３６Ｔ",
                "９１４４０３００７０８４６１１３６ｔ",
                " 91440300 70846113 6T\u3000",
                "9144\u00a00300708461136T"
            })
    void parse_readsThrough_caseWidthAndBlanks(String typed) {
        assertThat(Uscc.parse(typed)).contains(new Uscc("91440300708461136T"));
    }

    /** Where the sum is a multiple of 31, a missing second "mod 31" would look for a character that does not exist. */
    @Test
    void parse_acceptsZeroAsCheck_whenTheSumIsAMultipleOf31() {
        String code = IntStream.range(0, 10_000)
                .mapToObj(i -> String.format("91310000%08d1", i))
                .filter(body -> sum(body) % 31 == 0)
                .findFirst()
                .orElseThrow();
        assertThat(Uscc.parse(code + "0")).isPresent();
        assertThat(acceptedChecks(code)).isEqualTo(1);
    }

    @Test
    void parse_acceptsExactlyOneCheck_forEveryBody() {
        for (int i = 0; i < 2_000; i++) {
            assertThat(acceptedChecks(String.format("91310000MA1K%05d", i * 37)))
                    .isEqualTo(1);
        }
    }

    @Test
    void parse_noticesEveryMistypedCharacter() {
        String right = "91350100M000100Y43";
        for (int place = 0; place < 18; place++) {
            for (char wrong : ALPHABET.toCharArray()) {
                String typed = right.substring(0, place) + wrong + right.substring(place + 1);
                assertThat(Uscc.parse(typed).isPresent()).as(typed).isEqualTo(typed.equals(right));
            }
        }
    }

    @Test
    void organisationCode_isOnlyDoubted_whenItsOwnCheckIsWrong() {
        // 70846113 has the check 6; with 7 and the right last character the whole is a code all the same.
        Uscc odd = ALPHABET.chars()
                .mapToObj(check -> Uscc.parse("91440300708461137" + (char) check))
                .flatMap(java.util.Optional::stream)
                .findFirst()
                .orElseThrow();
        assertThat(odd.hasPlausibleOrganisationCode()).isFalse();
    }

    private static long acceptedChecks(String body) {
        return ALPHABET.chars()
                .filter(check -> Uscc.parse(body + (char) check).isPresent())
                .count();
    }

    /** The standard's sum once more, weights from their definition. */
    private static int sum(String body) {
        int sum = 0;
        int weight = 1;
        for (char c : body.toCharArray()) {
            sum += ALPHABET.indexOf(c) * weight;
            weight = weight * 3 % 31;
        }
        return sum;
    }
}
