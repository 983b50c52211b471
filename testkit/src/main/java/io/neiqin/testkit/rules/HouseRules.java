package io.neiqin.testkit.rules;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/**
 * The house rules as tests. A service obeys them by one line in its base package:
 *
 * <pre>{@code class HouseRulesTest extends HouseRules {}}</pre>
 *
 * The rules look at the production classes in and under the package of that subclass.
 */
public class HouseRules {

    private static JavaClasses imported;
    private static String importedFrom;

    @Test
    void onlyResources_speakHttp() {
        check(Rules.onlyResourcesSpeakHttp());
    }

    @Test
    void onlyEventsConsumersAndIntake_receiveMessages() {
        check(Rules.onlyConsumersReceive());
    }

    @Test
    void nobody_touchesEmittersOrProducers() {
        check(Rules.nobodySends());
    }

    @Test
    void nobody_mapsExceptions() {
        check(Rules.nobodyMapsExceptions());
    }

    @Test
    void uni_staysOutOfTheDomain() {
        check(Rules.domainIsNotReactive());
    }

    @Test
    void onlyServices_openWriteTransactions() {
        check(Rules.onlyServicesOpenTransactions());
    }

    @Test
    void aggregates_haveAHistory() {
        check(Rules.aggregatesHaveAHistory());
    }

    @Test
    void nobody_makesItsOwnSystemContext() {
        check(Rules.nobodyMakesItsOwnSystemContext());
    }

    @Test
    void names_sayWhatAClassIs() {
        check(Rules.namesSayWhatAClassIs());
    }

    @Test
    void injection_goesThroughConstructors() {
        check(Rules.injectionByConstructor());
    }

    @Test
    void packages_haveNoCycles() {
        check(Rules.noPackageCycles(base()));
    }

    @Test
    void services_doNotKnowEachOther() {
        check(Rules.noOtherService(base()));
    }

    @Test
    void interfaces_haveMoreThanOneImplementation() {
        check(Rules.interfacesEarnTheirKeep());
    }

    private void check(ArchRule rule) {
        rule.check(classes(base()));
    }

    private String base() {
        return getClass().getPackageName();
    }

    private static synchronized JavaClasses classes(String base) {
        if (!base.equals(importedFrom)) {
            imported = new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(base);
            importedFrom = base;
        }
        return imported;
    }
}
