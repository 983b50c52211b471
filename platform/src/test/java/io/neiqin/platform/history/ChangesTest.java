package io.neiqin.platform.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.platform.history.Changes.Change;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is erased is told by its field, whatever its place in a list was. */
class ChangesTest {

    @Test
    @Tag("DAT-4")
    @DisplayName("a field is a place without the numbers of its lists, and one is not in another by its beginning")
    void field_isAPlaceWithoutNumbers() {
        Snapshot customer = Snapshot.of(Map.of(
                "contacts", List.of(Map.of("phone", "1"), Map.of("phone", "2"), Map.of("phones", "3")), "phone2", "4"));
        Changes changes = Changes.between(Snapshot.NOTHING, customer);
        assertThat(changes.all().stream().map(Change::field))
                .containsExactlyInAnyOrder("/contacts/phone", "/contacts/phone", "/contacts/phones", "/phone2");
        Changes without = changes.without(change -> StoredEntry.isIn(change.field(), "/contacts/phone"));
        assertThat(without.erased().stream().map(Change::pointer))
                .containsExactlyInAnyOrder("/contacts/0/phone", "/contacts/1/phone");
        assertThat(Changes.read(without.write()).erased()).hasSize(2);
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("that a field was erased is stored, and read as that")
    void erasure_isRead() {
        Changes read = Changes.read(Changes.erasureOf("/contacts/phone").write());
        assertThat(read.isErasureOnly()).isTrue();
        assertThat(read.erasures().stream().map(Change::field)).containsExactly("/contacts/phone");
        assertThat(read.erased()).isEmpty();
        assertThat(Changes.between(Snapshot.NOTHING, Snapshot.NOTHING).isErasureOnly())
                .isFalse();
    }
}
