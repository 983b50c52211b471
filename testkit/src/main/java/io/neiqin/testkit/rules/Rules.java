package io.neiqin.testkit.rules;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.conditions.ArchConditions.never;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The house rules one by one. Annotations and types are named as text: a service need not have them all. */
final class Rules {

    private static final String HTTP = "jakarta.ws.rs.";
    private static final String INCOMING = "org.eclipse.microprofile.reactive.messaging.Incoming";
    private static final String SERVER_EXCEPTION_MAPPER = "org.jboss.resteasy.reactive.server.ServerExceptionMapper";
    private static final String EXCEPTION_MAPPER = "jakarta.ws.rs.ext.ExceptionMapper";
    private static final String ENTITY = "jakarta.persistence.Entity";
    private static final String VERSION = "jakarta.persistence.Version";
    private static final String RECORDED = "io.neiqin.platform.history.Recorded";
    private static final Set<String> INJECTION = Set.of(
            "jakarta.inject.Inject",
            "org.eclipse.microprofile.config.inject.ConfigProperty",
            "org.eclipse.microprofile.reactive.messaging.Channel");
    private static final String UNI = "io.smallrye.mutiny.Uni";
    private static final String DOMAIN_EVENT = "io.neiqin.events.DomainEvent";
    private static final Set<String> TRANSACTION =
            Set.of("io.quarkus.hibernate.reactive.panache.common.WithTransaction", "jakarta.transaction.Transactional");
    private static final List<String> SENDERS = List.of(
            "org.eclipse.microprofile.reactive.messaging.Emitter",
            "org.eclipse.microprofile.reactive.messaging.Outgoing",
            "io.smallrye.reactive.messaging.MutinyEmitter",
            "org.apache.kafka.clients.producer.");
    private static final Pattern EMPTY_NAME =
            Pattern.compile("(Base|Abstract)\\p{Upper}.*|.*(Impl|Dto|DTO|Mapper|Manager|Helper|Utils?|Handler)");

    private Rules() {}

    /** Path, status, ETag: HTTP is spoken in resources only; an exception that carries a status is HTTP, too. */
    static ArchRule onlyResourcesSpeakHttp() {
        return noClasses()
                .that(are(
                        "outside *Resource",
                        type -> !outermost(type).getSimpleName().endsWith("Resource")))
                .and(outsidePlatform())
                .should(dependOnClassesThat(
                        are("of JAX-RS", type -> type.getName().startsWith(HTTP))))
                .as("Only *Resource uses JAX-RS")
                .allowEmptyShould(true);
    }

    static ArchRule onlyConsumersReceive() {
        return noClasses()
                .that(are(
                        "no *EventsConsumer and not in an intake package",
                        type -> !outermost(type).getSimpleName().endsWith("EventsConsumer")
                                && !List.of(type.getPackageName().split("\\.")).contains("intake")))
                .and(outsidePlatform())
                .should(be(are("annotated with @Incoming", type -> annotated(type, Set.of(INCOMING)))))
                .as("Only *EventsConsumer and the intake package have @Incoming")
                .allowEmptyShould(true);
    }

    static ArchRule nobodySends() {
        return noClasses()
                .that(outsidePlatform())
                .should(dependOnClassesThat(are(
                        "an emitter or producer",
                        type -> SENDERS.stream().anyMatch(name -> type.getName().startsWith(name)))))
                .as("Nobody but platform touches an emitter or producer: events go through the outbox")
                .allowEmptyShould(true);
    }

    static ArchRule nobodyMapsExceptions() {
        return noClasses()
                .that(outsidePlatform())
                .should(be(are("an ExceptionMapper", type -> type.isAssignableTo(EXCEPTION_MAPPER))
                        .or(are(
                                "annotated with @ServerExceptionMapper",
                                type -> annotated(type, Set.of(SERVER_EXCEPTION_MAPPER))))))
                .as("Nobody but platform maps exceptions")
                .allowEmptyShould(true);
    }

    static ArchRule domainIsNotReactive() {
        return noClasses()
                .that(are(
                        "the domain",
                        type -> outermost(type).isAnnotatedWith(ENTITY)
                                || type.isAssignableTo(DOMAIN_EVENT)
                                || outermost(type).getSimpleName().matches(".*(Projection|Status|Event)")))
                .should(dependOnClassesThat(are("Uni", type -> type.getName().equals(UNI))))
                .as("Uni is not used in aggregates, events, states and projections")
                .allowEmptyShould(true);
    }

    static ArchRule onlyServicesOpenTransactions() {
        return noClasses()
                .that(are(
                        "outside *Service",
                        type -> !outermost(type).getSimpleName().endsWith("Service")))
                .and(outsidePlatform())
                .should(be(are(
                        "opening a transaction", type -> annotated(type, TRANSACTION) || callsWithTransaction(type))))
                .as("A write transaction is opened by a *Service or by platform")
                .allowEmptyShould(true);
    }

    /** What commands change has a version, and what has a version has a history. */
    static ArchRule aggregatesHaveAHistory() {
        return noClasses()
                .that(are(
                        "entities with a @Version",
                        type -> type.isAnnotatedWith(ENTITY)
                                && type.getAllFields().stream().anyMatch(field -> field.isAnnotatedWith(VERSION))))
                .should(be(are("without a history", type -> !type.isAssignableTo(RECORDED))))
                .as("Every aggregate implements Recorded")
                .allowEmptyShould(true);
    }

    /** What a service does by itself goes through platform's OwnWork, which records it. */
    static ArchRule nobodyMakesItsOwnSystemContext() {
        return noClasses()
                .that(outsidePlatform())
                .should(be(are(
                        "calling CommandContext.ofSystem",
                        type -> type.getMethodCallsFromSelf().stream()
                                .anyMatch(call -> call.getTarget().getName().equals("ofSystem")))))
                .as("Nobody but platform calls CommandContext.ofSystem: own work goes through OwnWork")
                .allowEmptyShould(true);
    }

    static ArchRule namesSayWhatAClassIs() {
        return noClasses()
                .should(be(are(
                        "named …Impl, …Dto, …Mapper, …Manager, …Helper, …Util, …Handler, Base… or Abstract…",
                        type -> EMPTY_NAME.matcher(type.getSimpleName()).matches())))
                .as("A name says what a class is")
                .allowEmptyShould(true);
    }

    static ArchRule injectionByConstructor() {
        return noFields()
                .should()
                .beAnnotatedWith(describe(
                        "@Inject or the like",
                        annotation -> INJECTION.contains(annotation.getRawType().getName())))
                .as("Injection goes through constructors")
                .allowEmptyShould(true);
    }

    static ArchRule noPackageCycles(String base) {
        return slices().matching(base + ".(**)")
                .should()
                .beFreeOfCycles()
                .as("Packages have no cycles")
                .allowEmptyShould(true);
    }

    /** Of Neiqin's packages a service uses its own, platform's and the events. */
    static ArchRule noOtherService(String base) {
        return classes()
                .should(never(dependOnClassesThat(resideInAPackage("io.neiqin..")
                        .and(DescribedPredicate.not(
                                resideInAnyPackage(base + "..", "io.neiqin.platform..", "io.neiqin.events.."))))))
                .as("No service depends on another")
                .allowEmptyShould(true);
    }

    /** Sealed interfaces list their records, annotations and configuration mappings have none: both are fine. */
    static ArchRule interfacesEarnTheirKeep() {
        return classes()
                .that(are(
                        "interfaces of ours",
                        type -> type.isInterface() && !type.isAnnotation() && !type.isAssignableTo(DOMAIN_EVENT)))
                .should(new ArchCondition<>("not have exactly one implementation") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        List<JavaClass> implementations = type.getAllSubclasses().stream()
                                .filter(sub -> !sub.getModifiers().contains(JavaModifier.ABSTRACT))
                                .toList();
                        if (implementations.size() == 1) {
                            String only = implementations.get(0).getName();
                            events.add(SimpleConditionEvent.violated(
                                    type, type.getName() + " has only the implementation " + only));
                        }
                    }
                })
                .as("No interface has exactly one implementation")
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaClass> outsidePlatform() {
        return are("outside platform", type -> !type.getPackageName().startsWith("io.neiqin.platform"));
    }

    private static DescribedPredicate<JavaClass> are(
            String description, java.util.function.Predicate<JavaClass> predicate) {
        return describe(description, predicate);
    }

    /** The class itself or any of its members carries one of the annotations, meta-annotations not counted. */
    private static boolean annotated(JavaClass type, Set<String> annotations) {
        return Stream.concat(
                        type.getAnnotations().stream(),
                        type.getMembers().stream().flatMap((JavaMember member) -> member.getAnnotations().stream()))
                .anyMatch(annotation ->
                        annotations.contains(annotation.getRawType().getName()));
    }

    private static boolean callsWithTransaction(JavaClass type) {
        return type.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTarget().getName().equals("withTransaction"));
    }

    /** Nested types are judged by the file they stand in. */
    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(Rules::outermost).orElse(type);
    }
}
