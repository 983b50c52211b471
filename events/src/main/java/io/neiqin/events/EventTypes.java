package io.neiqin.events;

import io.neiqin.events.admin.CalendarEvent;
import io.neiqin.events.admin.DepartmentEvent;
import io.neiqin.events.admin.EmployeeEvent;
import io.neiqin.events.customers.CustomerEvent;
import io.neiqin.events.orders.OrderEvent;
import io.neiqin.events.orders.ProductEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The catalogue of every published event type. A new event interface is added here. */
public final class EventTypes {

    private static final List<Class<? extends DomainEvent>> FAMILIES = List.of(
            OrderEvent.class,
            ProductEvent.class,
            CustomerEvent.class,
            DepartmentEvent.class,
            EmployeeEvent.class,
            CalendarEvent.class);

    private static final Map<String, Class<? extends DomainEvent>> BY_NAME = new TreeMap<>();

    static {
        for (Class<? extends DomainEvent> family : FAMILIES) {
            for (Class<?> type : family.getPermittedSubclasses()) {
                BY_NAME.put(nameOf(type.asSubclass(DomainEvent.class)), type.asSubclass(DomainEvent.class));
            }
        }
    }

    private EventTypes() {}

    /** Type name to record class, by name. */
    public static Map<String, Class<? extends DomainEvent>> all() {
        return Map.copyOf(BY_NAME);
    }

    /** The record of a type name; empty for a type that is not (or no longer) known here. */
    public static Optional<Class<? extends DomainEvent>> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** The stable name, as {@code neiqin.orders.order-confirmed.v1}. */
    public static String nameOf(Class<? extends DomainEvent> type) {
        return type.getAnnotation(EventType.class).value();
    }

    /** The topic of a type name: its first two parts, as {@code neiqin.orders}. */
    public static String topicOf(String name) {
        return name.substring(0, name.indexOf('.', name.indexOf('.') + 1));
    }
}
