package io.neiqin.customer.ticket.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcedureTest {

    private record Set(List<TicketSettings.Step> steps) implements TicketSettings.Procedure {}

    private record SetStep(String code, String zh, String en, String role) implements TicketSettings.Step {}

    @Test
    void stepsForNobody_orCalledTheSame_areRefused() {
        assertThatThrownBy(() -> procedure(step("a", "NOBODY"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> procedure(step("a", "CLERK"), step("a", "CLERK")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(procedure(step("a", "CLERK"), step("b", "EMPLOYEE")).steps()).hasSize(2);
    }

    private static Procedure procedure(TicketSettings.Step... steps) {
        return Procedure.of(new Set(List.of(steps)));
    }

    private static TicketSettings.Step step(String code, String role) {
        return new SetStep(code, "步骤", "step", role);
    }
}
