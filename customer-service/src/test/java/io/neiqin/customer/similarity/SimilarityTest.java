package io.neiqin.customer.similarity;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.customer.similarity.Signal.Kind;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("CUS-13")
@Tag("DAT-6")
class SimilarityTest {

    private static final int STRONG = 85;
    private static final int PROPOSED = 50;
    private static final String MOBILE = "+8613812345678";
    private static final String OTHER_MOBILE = "+8613987654321";
    private static final String SWITCHBOARD = "+862112345678";

    @ParameterizedTest(name = "{0} / {1}: {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                // one company, in other writing
                "上海鼎新机械有限公司; 上海市鼎新机械股份有限公司; strong",
                "上海鼎新机械有限公司; 鼎新机械（上海）有限公司; strong",
                "上海鼎新机械有限公司; 上海鼎新机械; strong",
                "Ｈuber Pumpen GmbH; huber-pumpen g.m.b.h.; strong",
                "江苏省苏州市三维精密有限公司; 苏州三维精密; strong",
                // may be
                "上海鼎新机械有限公司; 鼎新机械有限公司; medium",
                "上海鼎新精密机械有限公司; 上海鼎新精蜜机械有限公司; medium",
                "上海鼎新精密机械有限公司; 上海鼎新密机械有限公司; medium",
                "Blue Ocean Trading Ltd; Blue Ocaen Trading; medium",
                // false friends
                "上海某某机械有限公司; 上海某某机械设备有限公司; weak",
                "上海鼎新机械有限公司; 北京鼎新机械有限公司; weak",
                "上海鼎新精密机械有限公司; 上海鼎鑫精密机械有限公司; weak",
                "上海美祥环保工程设备有限公司; 上海美云环保工程设备有限公司; weak",
                "上海东方机械有限公司; 上海南方机械有限公司; weak",
                "北京第一建筑有限公司; 北京第二建筑有限公司; none",
                "上海鼎新机械有限公司; 上海鼎新机械有限公司北京分公司; none",
                "上海华信电气有限公司; 上海金马铜业有限公司; none",
                "Plant 3 Ltd; Plant 4 Ltd; none",
            })
    @DisplayName("equal names are strong, near ones medium, false friends neither")
    void between_tellsNamesApart(String one, String other, String expected) {
        int score = Similarity.between(named(one), named(other)).score();
        assertThat(Similarity.between(named(other), named(one)).score()).isEqualTo(score);
        switch (expected) {
            case "strong" -> assertThat(score).isGreaterThanOrEqualTo(STRONG);
            case "medium" -> assertThat(score).isBetween(PROPOSED, STRONG - 1);
            case "weak" -> assertThat(score).isBetween(1, PROPOSED - 1);
            default -> assertThat(score).isZero();
        }
    }

    @Test
    @DisplayName("a switchboard is worth less than a mobile, and either less than a name")
    void between_addsUpPhones() {
        Features mobile = with("上海甲乙贸易", null, null, MOBILE);
        Features board = with("上海甲乙贸易", null, null, SWITCHBOARD);
        assertThat(score(mobile, with("北京丙丁铜业", null, null, MOBILE))).isEqualTo(45);
        assertThat(score(board, with("北京丙丁铜业", null, null, SWITCHBOARD))).isEqualTo(30);
        // Whoever keeps the books of many companies answers the phones of all.
        assertThat(score(with("甲", null, null, MOBILE, OTHER_MOBILE), with("丙", null, null, OTHER_MOBILE, MOBILE)))
                .isEqualTo(45);
        assertThat(score(
                        with("上海鼎新机械", null, null, MOBILE, SWITCHBOARD),
                        with("北京鼎新机械", null, null, MOBILE, SWITCHBOARD)))
                .isBetween(PROPOSED, STRONG - 1);
        // A mistake in the trade name is told from another company by the phone alone.
        assertThat(score(with("上海鼎新机械", null, null, MOBILE), with("上海鼎鑫机械", null, null, MOBILE)))
                .isBetween(PROPOSED, STRONG - 1);
        // A false friend at the same switchboard is proposed, and never refused.
        Features friend = with("上海某某机械设备有限公司", null, null, MOBILE, SWITCHBOARD);
        assertThat(score(with("上海某某机械有限公司", null, null, MOBILE), friend)).isBetween(PROPOSED, STRONG - 1);
        // The same name without a place, and the same mobile: that is enough.
        assertThat(score(with("上海鼎新机械", null, null, MOBILE), with("鼎新机械", null, null, MOBILE)))
                .isGreaterThanOrEqualTo(STRONG);
    }

    @Test
    @DisplayName("numbers of the law decide: the same is one company, two are two whatever else says")
    void between_obeysCodes() {
        Features one = with("上海鼎新机械", "91310115MA1K35X14N", null, MOBILE);
        Features same = with("完全不同", "91310115MA1K35X14N", null);
        Features other = with("上海鼎新机械", "91350100M000100Y43", null, MOBILE);
        assertThat(score(one, same)).isEqualTo(100);
        Similarity two = Similarity.between(one, other);
        assertThat(two.score()).isLessThan(PROPOSED);
        assertThat(two.signals()).extracting(Signal::kind).contains(Kind.OTHER_USCC, Kind.SAME_NAME, Kind.SAME_MOBILE);
        assertThat(score(with("A", null, "DE 123-456"), with("B", null, "de123456")))
                .isBetween(PROPOSED, STRONG - 1);
        assertThat(score(with("Huber Pumpen", null, "DE123456"), with("Huber Pumpem", null, "DE123456")))
                .isGreaterThanOrEqualTo(STRONG);
    }

    @Test
    void between_countsAKeyOfTwoSystems_asAHint() {
        Features one = new Features(CompanyName.of("甲"), null, null, Set.of(), "crm", "K1");
        Features other = new Features(CompanyName.of("乙"), null, null, Set.of(), "erp", "K1");
        Features here = new Features(CompanyName.of("丙"), null, null, Set.of(), "crm", "K1");
        assertThat(score(one, other)).isEqualTo(15);
        assertThat(score(one, here)).isZero();
    }

    private static Features named(String name) {
        return with(name, null, null);
    }

    private static Features with(String name, String uscc, String taxId, String... phones) {
        return new Features(CompanyName.of(name), uscc, taxId, Set.of(phones), null, null);
    }

    private static int score(Features one, Features other) {
        return Similarity.between(one, other).score();
    }
}
