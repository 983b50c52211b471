package io.neiqin.customer.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.customer.accuracy.VerificationStatus.Action;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class VerificationStatusTest {

    @Test
    @Tag("CUS-5")
    void allows_everythingWhileOpen_andNothingAfterwards() {
        for (VerificationStatus status : VerificationStatus.values()) {
            assertThat(Arrays.stream(Action.values()).filter(status::allows))
                    .as(status.name())
                    .hasSize(status == VerificationStatus.OPEN ? Action.values().length : 0);
        }
        assertThat(VerificationStatus.OPEN.answers()).containsExactly("confirm", "correct");
    }
}
