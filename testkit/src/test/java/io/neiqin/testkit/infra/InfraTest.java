package io.neiqin.testkit.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InfraTest {

    @Test
    void shared_startsOnce_whoeverAsks() {
        assertThat(Infra.shared().kafka()).isEqualTo(Infra.shared().kafka());
        assertThat(Infra.shared().databases().settingsFor("postgres"))
                .isEqualTo(Infra.shared().databases().settingsFor("postgres"));
    }

    @Test
    void shared_isFoundAgain_byAnotherClassLoader() throws Exception {
        // As Quarkus loads the test classes anew for each application it starts.
        String here = Infra.shared().kafka();
        List<URL> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            jars.add(Path.of(entry).toUri().toURL());
        }
        try (URLClassLoader loader =
                new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Object there =
                    loader.loadClass(Infra.class.getName()).getMethod("shared").invoke(null);
            assertThat(there).isNotInstanceOf(Infra.class);
            assertThat(call(there, "kafka")).isEqualTo(here);
            Object databases = call(there, "databases");
            Object settings =
                    databases.getClass().getMethod("recreate", String.class).invoke(databases, "loaded_anew");
            assertThat(settings).asString().contains("loaded_anew");
        }
    }

    private static Object call(Object target, String method) throws ReflectiveOperationException {
        return target.getClass().getMethod(method).invoke(target);
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
