package io.neiqin.customer.similarity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("CUS-13")
@Tag("DAT-1")
class CompanyNameTest {

    @ParameterizedTest(name = "{0}: {1} | {2}")
    @CsvSource(
            delimiter = ';',
            nullValues = "-",
            value = {
                // legal forms
                "鼎新机械有限公司; ''; 鼎新机械",
                "鼎新机械有限责任公司; ''; 鼎新机械",
                "鼎新机械股份有限公司; ''; 鼎新机械",
                "鼎新机械集团股份有限公司; ''; 鼎新机械",
                "鼎新机械集团; ''; 鼎新机械",
                "鼎新机械公司; ''; 鼎新机械",
                "鼎新（集团）有限公司; ''; 鼎新",
                "西门子（中国）有限公司; ''; 西门子",
                "启明投资合伙企业（有限合伙）; ''; 启明投资",
                "鼎新机械 Co., Ltd.; ''; 鼎新机械",
                "鼎新机械有限公司 (Group) Co.,Ltd; ''; 鼎新机械",
                // places
                "上海鼎新机械有限公司; 上海; 鼎新机械",
                "上海市鼎新机械有限公司; 上海; 鼎新机械",
                "鼎新机械（上海）有限公司; 上海; 鼎新机械",
                "鼎新机械有限公司（上海）; 上海; 鼎新机械",
                "江苏省苏州市鼎新机械有限公司; 江苏苏州; 鼎新机械",
                "苏州鼎新机械有限公司; 苏州; 鼎新机械",
                "内蒙古自治区鼎新机械有限公司; 内蒙古; 鼎新机械",
                "江苏省太仓市鼎新机械厂; 江苏太仓; 鼎新机械厂",
                // writing
                "　上海鼎新 机械，有限公司 ; 上海; 鼎新机械",
                "上海（Ａ）－Ｔｅｃｈ有限公司; 上海; atech",
                "ABC电子（深圳）有限公司; 深圳; abc电子",
                "【苏州】三维·精密; 苏州; 三维精密",
                // a branch is itself
                "上海鼎新机械有限公司北京分公司; 上海; 鼎新机械有限公司北京分公司",
                // no place at all: what would be left is no name
                "上海公司; ''; 上海",
                "集团; ''; 集团",
                "有限公司; ''; 有限公司",
                "北京市政建设集团; 北京; 市政建设",
                "义乌小商品市场; 义乌; 小商品市场",
                // foreign
                "Huber Pumpen GmbH; ''; huberpumpen",
                "HUBER-PUMPEN G.m.b.H.; ''; huberpumpen",
                "Huber Pumpen GmbH & Co. KG; ''; huberpumpen",
                "Müller & Söhne AG; ''; mullersohne",
                "Müller und Söhne; ''; mullersohne",
                "The Blue Ocean Trading Co., Ltd.; ''; blueoceantrading",
                "Blue Ocean Trading Company Limited; ''; blueoceantrading",
                "Blue Ocean Trading (China) Inc; ''; blueoceantrading",
                "Société Générale S.A.; ''; societegenerale",
                "Øresund A/S; ''; øresund",
                "O'Brien Ltd; ''; obrien",
                "Acme Sdn. Bhd.; ''; acme",
                "Ltd; ''; ltd",
                "Co; ''; co",
                "7-Eleven Inc.; ''; 7eleven",
                "---; ''; ''",
            })
    @DisplayName("two writers of a name agree in its core")
    void of_takesOffWhatIsNoPartOfTheName(String written, String place, String core) {
        CompanyName name = CompanyName.of(written);
        assertThat(name.core()).isEqualTo(core.replace(" ", ""));
        assertThat(name.place()).isEqualTo(place);
    }

    @ParameterizedTest(name = "{0} / {1}: {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "鼎新机械; 鼎新机械; 1.0",
                "某某机械; 某某机械设备; 0.75",
                "鼎新机械; 鼎鑫机械; 0.75",
                "鼎新精密机械; 鼎鑫精密机械; 0.83",
                "blueoceantrading; blueocaentrading; 0.94",
                "第3建筑; 第4建筑; 0",
                "第一建筑工程; 第二建筑工程; 0",
                "华东电气; 西南铜业; 0",
            })
    void nearness_isWhatTwoNamesShare(String one, String other, double expected) {
        assertThat(new CompanyName("", one).nearness(new CompanyName("", other)))
                .isCloseTo(expected, org.assertj.core.api.Assertions.within(0.005));
    }
}
