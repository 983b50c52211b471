package io.neiqin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataLockTest {
    private static final Wording ENGLISH = new Wording(Locale.ENGLISH);

    @TempDir
    Path data;

    @Test
    void take_heldByAnotherRun_isRefusedNamingItsProcess() throws IOException {
        try (DataLock held = DataLock.take(data, ENGLISH)) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> DataLock.take(data, ENGLISH))
                    .isInstanceOfSatisfying(
                            PlainError.class, e -> assertThat(e.status()).isEqualTo(PlainError.NOT_STARTED))
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void take_afterTheOtherRunEnded_succeeds() throws IOException {
        DataLock.take(data, ENGLISH).close();

        try (DataLock again = DataLock.take(data, ENGLISH)) {
            assertThat(again).isNotNull();
        }
    }
}
