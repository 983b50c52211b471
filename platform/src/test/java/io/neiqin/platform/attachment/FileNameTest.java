package io.neiqin.platform.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "order.pdf|order.pdf",
                "../../etc/passwd|passwd",
                "C:\\Users\\x\\订单 7.pdf|订单 7.pdf",
                "..|file",
                "null|file",
                "/|file",
                ".htaccess|htaccess",
                "a<b>:\"c\".txt|a_b___c_.txt",
                "'  spaced.txt  '|spaced.txt",
            })
    void isMadeHarmless(String given, String cleaned) {
        assertThat(FileName.cleaned(given)).isEqualTo(cleaned);
    }

    @Test
    void losesWhatCannotBeSeen() {
        assertThat(FileName.cleaned("order\u202efdp.exe")).isEqualTo("orderfdp.exe");
        assertThat(FileName.cleaned("a\r\nX-Header: b\0.pdf")).isEqualTo("aX-Header_ b.pdf");
        assertThat(FileName.cleaned("..\u200b/..\u0000/x.pdf")).isEqualTo("x.pdf");
    }

    @Test
    void isCut_beforeItsEnding() {
        String cut = FileName.cleaned("单".repeat(500) + ".pdf");
        assertThat(cut).hasSize(200).endsWith("单.pdf");
        assertThat(FileName.cleaned("😀".repeat(300)).codePointCount(0, 400)).isEqualTo(200);
        assertThat(FileName.cleaned("a".repeat(199) + "😀😀")).isEqualTo("a".repeat(199) + "😀");
        assertThat(FileName.cleaned("a".repeat(195) + "😀😀.pdf")).isEqualTo("a".repeat(195) + "😀.pdf");
    }

    @Test
    void isMadeHarmless_atOnce_howeverLongItIs() {
        String edges = " .".repeat(200_000);
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertThat(FileName.cleaned("a" + edges + "bc")).hasSize(200).endsWith(" ..bc");
            assertThat(FileName.cleaned(edges + "a" + edges)).isEqualTo("a");
        });
    }

    @Test
    void isSentInAllCharacters_andInAsciiForOldClients() {
        assertThat(Download.disposition("订单 \"7\".pdf"))
                .isEqualTo("attachment; filename=\"__ _7_.pdf\"; filename*=UTF-8''%E8%AE%A2%E5%8D%95%20%227%22.pdf");
    }
}
