package io.neiqin.testkit.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules are seen to fail: each one names the classes planted against it, and no other. */
class HouseRulesTest {

    private static final String SAMPLE = "io.neiqin.testkit.rules.sample.";
    private static final String BAD = SAMPLE + "bad";

    static Stream<Arguments> planted() {
        return Stream.of(
                arguments(Rules.onlyResourcesSpeakHttp(), "HttpByAnnotation,HttpByException"),
                arguments(Rules.onlyConsumersReceive(), "Listening"),
                arguments(Rules.nobodySends(), "SendingByEmitter,SendingByProducer"),
                arguments(Rules.nobodyMapsExceptions(), "MappingResource,ServerMappingResource"),
                arguments(Rules.domainIsNotReactive(), "OrderStatus,ReactiveAggregate,SalesProjection"),
                arguments(Rules.onlyServicesOpenTransactions(), "TransactionByAnnotation,TransactionByCall"),
                arguments(Rules.aggregatesHaveAHistory(), "Unrecorded"),
                arguments(Rules.nobodyMakesItsOwnSystemContext(), "ByItself"),
                arguments(Rules.namesSayWhatAClassIs(), "BaseOrder,OrderHelper,OrderServiceImpl"),
                arguments(Rules.injectionByConstructor(), "ChannelField,ConfiguredField,InjectedField"),
                arguments(Rules.noPackageCycles(BAD), "one,two"),
                arguments(Rules.noOtherService(BAD), "NeighbourUser"),
                arguments(Rules.interfacesEarnTheirKeep(), "Lonely"));
    }

    @ParameterizedTest
    @MethodSource("planted")
    void rule_namesThePlantedClasses_andNoOther(ArchRule rule, String expected) {
        List<String> details = violations(rule, BAD);
        assertThat(details).isNotEmpty();
        assertThat(culprits(details)).isEqualTo(new TreeSet<>(Arrays.asList(expected.split(","))));
    }

    @Test
    void rules_areSilent_whereEverythingIsInItsPlace() {
        String good = SAMPLE + "good";
        List<ArchRule> rules = List.of(
                Rules.onlyResourcesSpeakHttp(),
                Rules.onlyConsumersReceive(),
                Rules.nobodySends(),
                Rules.nobodyMapsExceptions(),
                Rules.domainIsNotReactive(),
                Rules.onlyServicesOpenTransactions(),
                Rules.aggregatesHaveAHistory(),
                Rules.nobodyMakesItsOwnSystemContext(),
                Rules.namesSayWhatAClassIs(),
                Rules.injectionByConstructor(),
                Rules.noPackageCycles(good),
                Rules.noOtherService(good),
                Rules.interfacesEarnTheirKeep());
        rules.forEach(rule ->
                assertThat(violations(rule, good)).as(rule.getDescription()).isEmpty());
    }

    @Test
    void houseRules_haveATestForEachRule() {
        long tests = Arrays.stream(HouseRules.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .count();
        assertThat(tests).isEqualTo(planted().count());
    }

    private static List<String> violations(ArchRule rule, String base) {
        return rule.evaluate(new ClassFileImporter().importPackages(base))
                .getFailureReport()
                .getDetails();
    }

    /** The first class of the sample in each violation; of a cycle, the packages in it. */
    private static Set<String> culprits(List<String> details) {
        Pattern inBadPackage = Pattern.compile(Pattern.quote(BAD) + "\\.(\\w+)");
        return details.stream()
                .flatMap(detail -> {
                    Stream<String> names =
                            inBadPackage.matcher(detail).results().map(match -> match.group(1));
                    return detail.startsWith("Cycle") ? names : names.limit(1);
                })
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
