package io.neiqin.testkit.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InfraTest {

    @Test
    void shared_startsOnce_whoeverAsks() {
        assertThat(Infra.shared().kafka()).isEqualTo(Infra.shared().kafka());
        assertThat(Infra.shared().databases().settingsFor("postgres"))
                .isEqualTo(Infra.shared().databases().settingsFor("postgres"));
    }

    @Test
    void choice_isOverridable_andRefusesOtherWords() {
        assertThat(Infra.useDocker("docker")).isTrue();
        assertThat(Infra.useDocker("embedded")).isFalse();
        assertThatThrownBy(() -> Infra.useDocker("podman"))
                .isInstanceOf(InfraException.class)
                .hasMessage("-Dinfra is docker, embedded or auto, not podman.");
    }

    @Test
    void image_isNotThere_whenNobodyPulledIt() {
        assertThat(Containers.imageIsThere("neiqin.invalid/no-such-image:1")).isFalse();
    }
}
