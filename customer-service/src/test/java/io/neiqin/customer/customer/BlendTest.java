package io.neiqin.customer.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neiqin.customer.customer.Blend.People;
import io.neiqin.customer.customer.Blend.Side;
import io.neiqin.platform.personal.Personal;
import io.neiqin.platform.problem.Problem;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("CUS-13")
@Tag("DAT-6")
class BlendTest {

    private static final Contact WANG = contact("王", "13811110001", true);
    private static final Contact LI = contact("李", "13811110002", true);
    private static final Contact SAME_PHONE = contact("王小明", "13811110001", true);
    private static final Contact WITHOUT = contact("赵", null, false);
    private static final Standing STANDING = Standing.prospect(LocalDate.of(2026, 11, 27));

    @Test
    @DisplayName("what nobody has chosen stays; a gap is filled by the other one")
    void particulars_areChosen_orFilled() {
        Particulars from = company("甲", "苏州", "路 1", "CN");
        Particulars into = company("乙", null, "路 2", "CN");
        Particulars blended = blend(Map.of("address", Side.FROM)).particulars(from, into);
        assertThat(blended.name()).isEqualTo("乙");
        assertThat(blended.city()).isEqualTo("苏州");
        assertThat(blended.address()).isEqualTo("路 1");
        assertThat(blend(Map.of("city", Side.INTO)).particulars(from, into).city())
                .isNull();
    }

    @Test
    @DisplayName("a code is no gap abroad, and refused there where it is chosen")
    void particulars_keepTheRulesOfEntry() {
        Particulars from =
                new Particulars("甲", "91350100M000100Y43", "CN", null, null, null, null, null, null, null, null, null);
        Particulars into = company("Huber", null, null, "DE");
        assertThat(blend(Map.of()).particulars(from, into).uscc()).isNull();
        assertThat(blend(Map.of("country", Side.FROM)).particulars(from, into).uscc())
                .isEqualTo("91350100M000100Y43");
        assertThatThrownBy(() -> blend(Map.of("uscc", Side.FROM)).particulars(from, into))
                .isInstanceOfSatisfying(
                        Problem.class,
                        refused -> assertThat(refused.errors())
                                .extracting(Problem.FieldError::pointer)
                                .containsExactly("/choices/uscc"));
        assertThatThrownBy(() -> blend(Map.of("ownerNo", Side.FROM))).isInstanceOf(Problem.class);
    }

    @Test
    @DisplayName("contacts of both, the same phone once, one of them the primary one")
    void contacts_areUnited() {
        assertThat(new Blend(Map.of(), People.UNION).people(List.of(SAME_PHONE, LI, WITHOUT), List.of(WANG)))
                .containsExactly(WANG, LI.behind(), WITHOUT);
        assertThat(new Blend(Map.of(), People.UNION).people(List.of(LI, WITHOUT), List.of()))
                .containsExactly(LI, WITHOUT);
        assertThat(new Blend(Map.of(), People.UNION).people(List.of(WITHOUT), List.of(WITHOUT)))
                .hasSize(1);
        assertThat(new Blend(Map.of(), People.FROM).people(List.of(LI), List.of(WANG)))
                .containsExactly(LI);
        assertThat(new Blend(Map.of(), People.INTO).people(List.of(LI), List.of(WANG)))
                .containsExactly(WANG);
    }

    @Test
    @DisplayName("each field and contact is given back that still is as the merge has made it")
    void kept_givesBackWhatWasNotChangedSince() {
        Particulars before = company("乙", null, "路 2", "CN");
        Particulars after = company("甲", "苏州", "路 2", "CN");
        Kept kept = new Kept(STANDING, state(before, WANG, WITHOUT), state(after, WANG, LI.behind()));
        assertThat(kept.particulars(after)).isEqualTo(before);
        Particulars changed = company("甲", "杭州", "路 3", "CN");
        assertThat(kept.particulars(changed)).isEqualTo(company("乙", "杭州", "路 3", "CN"));

        assertThat(kept.contacts(List.of(WANG, LI.behind()))).containsExactly(WANG, WITHOUT);
        Contact later = contact("新", "13811110009", false);
        assertThat(kept.contacts(List.of(WANG, LI.behind(), later))).containsExactly(WANG, later, WITHOUT);
        assertThat(kept.contacts(List.of(LI.behind(), later)))
                .containsExactly(contact("新", "13811110009", true), WITHOUT);
    }

    private static Kept.State state(Particulars particulars, Contact... contacts) {
        return new Kept.State(
                STANDING,
                particulars,
                List.of(contacts).stream().map(Kept.Person::of).toList());
    }

    private static Blend blend(Map<String, Side> choices) {
        return new Blend(choices, People.UNION);
    }

    private static Particulars company(String name, String city, String address, String country) {
        return new Particulars(name, null, country, null, null, city, address, null, null, null, null, null);
    }

    private static Contact contact(String name, String phone, boolean primary) {
        return new Contact(
                name, null, Personal.of(phone), phone == null ? null : Personal.of("+86" + phone), null, primary);
    }
}
