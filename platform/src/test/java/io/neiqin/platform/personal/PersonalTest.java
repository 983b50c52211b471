package io.neiqin.platform.personal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonalTest {

    @ParameterizedTest
    @CsvSource({
        "13812345678, 138****5678",
        "021-12345678, 021-****5678",
        "0571-1234567, 057*-***4567",
        "400-123-4567, 400-***-4567",
        "2967 542, 2*** *42",
        "12345, 1**45",
        "1234, ***",
        "call me, ***",
        "wang@example.com, w***@example.com",
        "ab@example.com, ***@example.com"
    })
    void masked_hidesTheMiddle(String plain, String mask) {
        Personal value = Personal.of(plain);
        assertThat(value.masked()).isEqualTo(mask);
        assertThat(Personal.isMask(mask)).isTrue();
        assertThat(Personal.isMask(plain)).isFalse();
        assertThat(value.isShownAs(mask)).isTrue();
        assertThat(value.isShownAs(plain)).isFalse();
    }

    @Test
    void isWrittenMasked_byWhateverWritesIt() throws JsonProcessingException {
        record Anything(Personal phone) {}
        Anything holder = new Anything(Personal.of("13812345678"));
        assertThat(holder.toString()).doesNotContain("13812345678").contains("138****5678");
        assertThat(new ObjectMapper().writeValueAsString(holder)).isEqualTo("{\"phone\":\"138****5678\"}");
    }

    @Test
    void look_notesWhatItShowsPlain_andNothingElse() {
        Personal phone = Personal.of("13812345678");
        Look masks = Look.atMasks();
        assertThat(masks.at("phone", phone)).isEqualTo("138****5678");
        assertThat(masks.seen()).isEmpty();
        Look values = Look.atValues();
        assertThat(values.at("phone", phone)).isEqualTo("13812345678");
        assertThat(values.at("fax", null)).isNull();
        assertThat(values.seen()).containsExactly("phone");
    }
}
