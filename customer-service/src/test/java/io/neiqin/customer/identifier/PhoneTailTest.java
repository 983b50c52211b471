package io.neiqin.customer.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneTailTest {

    @ParameterizedTest
    @CsvSource({
        "5678, 5678",
        "５６７８, 5678",
        "12345678, 12345678",
        "1234 5678, 12345678",
        "13812345678, 13812345678",
        "138-1234-5678, 13812345678",
        "+86 138 1234 5678, 13812345678",
        "021-12345678, 2112345678",
        "(021) 12345678 转 801, 2112345678",
        "400-123-4567, 4001234567",
        "+49 30 123456, 4930123456",
        "0049 (0)30 123456, 4930123456",
        "8612345678, 8612345678"
    })
    void parse_takesATail_orAWholeNumber(String typed, String digits) {
        assertThat(PhoneTail.parse(typed)).contains(new PhoneTail(digits));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "678",
                "45678",
                "345678",
                "2345678",
                "138****5678",
                "abcd",
                "5678%",
                "五六七八",
                "1234567890123456"
            })
    void parse_refuses_whatAsksForADigitMoreThanAMaskShows(String typed) {
        assertThat(PhoneTail.parse(typed)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"5678, 8765", "13812345678, 87654321831"})
    void reversed_beginsWithTheEnd(String digits, String reversed) {
        assertThat(new PhoneTail(digits).reversed()).isEqualTo(reversed);
    }
}
