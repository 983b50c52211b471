package io.neiqin.customer.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneTest {

    @ParameterizedTest
    @CsvSource({
        "13812345678, +8613812345678, 13812345678",
        "138 1234 5678, +8613812345678, 13812345678",
        "138-1234-5678, +8613812345678, 13812345678",
        "+86 138 1234 5678, +8613812345678, 13812345678",
        "0086-13812345678, +8613812345678, 13812345678",
        "013812345678, +8613812345678, 13812345678",
        "１３８１２３４５６７８, +8613812345678, 13812345678",
        "＋８６　１３８１２３４５６７８, +8613812345678, 13812345678",
        "19912345678, +8619912345678, 19912345678",
        "021-12345678, +862112345678, 021-12345678",
        "02112345678, +862112345678, 021-12345678",
        "010 8888 7777, +861088887777, 010-88887777",
        "(021)12345678, +862112345678, 021-12345678",
        "（０２１）１２３４５６７８, +862112345678, 021-12345678",
        "021—12345678, +862112345678, 021-12345678",
        "021-12345678-801, +862112345678, 021-12345678-801",
        "021-12345678转801, +862112345678, 021-12345678-801",
        "0571-87654321, +8657187654321, 0571-87654321",
        "05711234567, +865711234567, 0571-1234567",
        "+86 21 1234 5678, +862112345678, 021-12345678",
        "+86 10 12345678, +861012345678, 010-12345678",
        "+86 (0)21 12345678, +862112345678, 021-12345678",
        "+86-0571-87654321, +8657187654321, 0571-87654321",
        "400-123-4567, +864001234567, 400-123-4567",
        "4001234567, +864001234567, 400-123-4567",
        "800 810 8888, +868008108888, 800-810-8888",
        "+86 400 1234567, +864001234567, 400-123-4567"
    })
    void parse_normalises_domesticNumbers(String typed, String e164, String display) {
        assertThat(Phone.parse(typed, true)).contains(new Phone(e164, display));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1381234567",
                "138123456789",
                "12812345678",
                "+86 1381234567",
                "+86 12812345678",
                "12345678",
                "021-123456",
                "021-123456789",
                "021-12345678-1234567",
                "400-123-456",
                "500-123-4567",
                "138****5678",
                "no number",
                "1³812345678",
                ""
            })
    void parse_refuses_whatIsNoDomesticNumber(String typed) {
        assertThat(Phone.parse(typed, true)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "030-0074321, -",
                "(5) 555-4729, -",
                "88.60.15.31, -",
                "2967 542, -",
                "0921-12 34 65, -",
                "13812345678, -",
                "+49 30 0074321, +49300074321",
                "+44 (0)171 555-7788, +441715557788",
                "0049 30 0074321, +49300074321",
                "+1 503 555-7555 ext. 12, -"
            })
    void parse_keepsForeignNumbers_asGiven(String typed, String e164) {
        assertThat(Phone.parse(typed, false)).contains(new Phone(e164, typed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234", "call me", "+86 12812345678", "555****89", "<script>12345</script>"})
    void parse_refuses_whatIsNoNumberAnywhere(String typed) {
        assertThat(Phone.parse(typed, false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"+49 30 0074321, +49300074321", "0044 171 5557788, +441715557788"})
    void parse_takesAForeignNumber_forADomesticCustomer(String typed, String e164) {
        assertThat(Phone.parse(typed, true).orElseThrow().e164()).isEqualTo(e164);
    }
}
