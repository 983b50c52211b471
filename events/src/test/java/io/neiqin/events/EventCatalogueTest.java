package io.neiqin.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.events.orders.OrderEvent.OrderDrafted;
import io.neiqin.events.platform.DeadlineEvent.DeadlineWarned;
import java.io.File;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The names and the content of every published event keep the conventions. */
class EventCatalogueTest {

    private static final Set<String> TOPICS = Set.of(
            "neiqin.orders",
            "neiqin.customers",
            "neiqin.contracts",
            "neiqin.expenses",
            "neiqin.admin",
            "neiqin.reporting",
            "neiqin.erp.inbound",
            // Told by each service on its own.
            "neiqin.each");

    private static final List<String> PERSONAL =
            List.of("phone", "mobile", "email", "idcard", "bankaccount", "contact", "passport", "address", "birth");

    @Test
    void followsTheNaming_everyType() {
        assertThat(EventTypes.all().keySet())
                .isNotEmpty()
                .allMatch(name -> name.matches("neiqin\\.[a-z]+\\.[a-z]+(-[a-z]+)*\\.v[1-9]\\d*"))
                .allMatch(name -> TOPICS.contains(EventTypes.topicOf(name)));
    }

    @Test
    void isInTheCatalogue_everyEventInterface() {
        assertThat(EventTypes.all().values()).containsExactlyInAnyOrderElementsOf(records());
    }

    @Test
    void isARecordWithItsTypeName_everyMemberOfAFamily() {
        assertThat(records()).allSatisfy(type -> {
            assertThat(type.isRecord()).as(type.getName()).isTrue();
            assertThat(type.getAnnotation(EventType.class)).as(type.getName()).isNotNull();
        });
    }

    @Test
    void carriesNoPersonalData_anyEvent() {
        assertThat(records())
                .allSatisfy(type -> assertThat(componentNames(type))
                        .as(type.getName())
                        .noneMatch(name -> PERSONAL.stream().anyMatch(name.toLowerCase(Locale.ROOT)::contains)));
    }

    @Test
    void isFound_onlyByItsWholeName() {
        assertThat(EventTypes.find("neiqin.orders.order-confirmed.v1")).isPresent();
        assertThat(EventTypes.find("neiqin.orders.order-confirmed.v99")).isEmpty();
        assertThat(EventTypes.find("neiqin.orders.order-confirmed")).isEmpty();
    }

    @Test
    void isFound_onTheTopicOfWhoeverTellsIt_whatEachServiceTells() {
        String told = EventTypes.nameOf(DeadlineWarned.class, "neiqin.customers");
        assertThat(told).isEqualTo("neiqin.customers.deadline-warned.v1");
        assertThat(EventTypes.topicOf(told)).isEqualTo("neiqin.customers");
        assertThat(EventTypes.find(told)).contains(DeadlineWarned.class);
        assertThat(EventTypes.find("deadline-warned.v1")).isEmpty();
        assertThat(EventTypes.nameOf(OrderDrafted.class, "neiqin.customers"))
                .isEqualTo("neiqin.orders.order-drafted.v1");
    }

    /** Every record that extends an event interface of this module, found through the source files. */
    private static List<Class<? extends DomainEvent>> records() {
        List<Class<? extends DomainEvent>> records = new ArrayList<>();
        for (File directory : Objects.requireNonNull(new File("src/main/java/io/neiqin/events").listFiles())) {
            for (String file : directory.isDirectory() ? Objects.requireNonNull(directory.list()) : new String[0]) {
                String name = "io.neiqin.events." + directory.getName() + "." + file.replaceFirst("\\.java$", "");
                for (Class<?> type : load(name).getPermittedSubclasses()) {
                    records.add(type.asSubclass(DomainEvent.class));
                }
            }
        }
        return records;
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of the record and of every record of ours inside it. */
    private static Stream<String> componentNames(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(component -> Stream.concat(Stream.of(component.getName()), nested(component)));
    }

    private static Stream<String> nested(RecordComponent component) {
        String generic = component.getGenericType().getTypeName();
        String name = generic.replaceFirst("^java\\.util\\.List<(.*)>$", "$1");
        return name.startsWith("io.neiqin.") ? componentNames(load(name)) : Stream.empty();
    }
}
