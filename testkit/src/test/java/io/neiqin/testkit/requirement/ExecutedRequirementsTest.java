package io.neiqin.testkit.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class ExecutedRequirementsTest {

    @TempDir
    Path target;

    @Tag("model")
    @Tag("ORD-1")
    static class OfAModel {

        @Test
        void passes() {}

        @Test
        @Tag("ADM-SUP-2")
        void passesForTwo() {}

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void passesThrice(int times) {}

        @TestFactory
        Stream<DynamicTest> makesTwo() {
            return Stream.of("one", "two").map(name -> DynamicTest.dynamicTest(name, () -> {}));
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        @Tag("KPI-3")
        void failsOnce(int times) {
            assertThat(times).isNotEqualTo(2);
        }

        @Test
        @Tag("KPI-4")
        @Disabled("on purpose")
        void isSkipped() {}
    }

    @Tag("ORD-1")
    static class OfAClass {

        @Test
        void passes() {}
    }

    @Test
    void notes_whatPassed_onceForEachMethod() throws Exception {
        assertThat(run(OfAModel.class))
                .containsExactly(
                        "ADM-SUP-2\t" + OfAModel.class.getName() + "#passesForTwo",
                        "ORD-1\t" + OfAModel.class.getName() + "#makesTwo",
                        "ORD-1\t" + OfAModel.class.getName() + "#passes",
                        "ORD-1\t" + OfAModel.class.getName() + "#passesForTwo",
                        "ORD-1\t" + OfAModel.class.getName() + "#passesThrice");
    }

    @Test
    void notesNothing_ofATestOfOneClass_andForgetsTheRunBefore() throws Exception {
        run(OfAModel.class);
        assertThat(run(OfAClass.class)).isEmpty();
    }

    private Iterable<String> run(Class<?> tests) throws Exception {
        // Without the listeners of this run itself, which would note these samples.
        var config = LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .build();
        LauncherFactory.create(config)
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(tests))
                                .build(),
                        new ExecutedRequirements(target));
        return Files.readAllLines(target.resolve("requirements.tsv"));
    }
}
