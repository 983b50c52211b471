package io.neiqin.events;

import io.neiqin.events.admin.CalendarEvent;
import io.neiqin.events.admin.DelegationEvent;
import io.neiqin.events.admin.DepartmentEvent;
import io.neiqin.events.admin.EmployeeEvent;
import io.neiqin.events.customers.ActivityEvent;
import io.neiqin.events.customers.AnomalyEvent;
import io.neiqin.events.customers.CreditEvent;
import io.neiqin.events.customers.CustomerEvent;
import io.neiqin.events.customers.LeadEvent;
import io.neiqin.events.customers.PlanEvent;
import io.neiqin.events.customers.SurveyEvent;
import io.neiqin.events.customers.TicketEvent;
import io.neiqin.events.orders.OrderEvent;
import io.neiqin.events.orders.ProductEvent;
import io.neiqin.events.platform.ApprovalEvent;
import io.neiqin.events.platform.AttachmentEvent;
import io.neiqin.events.platform.DeadlineEvent;
import io.neiqin.events.platform.ExportEvent;
import io.neiqin.events.platform.HandOverEvent;
import io.neiqin.events.platform.HistoryEvent;
import io.neiqin.events.platform.TaskEvent;
import io.neiqin.events.platform.VerificationEvent;
import io.neiqin.events.platform.VerificationRateEvent;
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
            ActivityEvent.class,
            AnomalyEvent.class,
            CreditEvent.class,
            LeadEvent.class,
            PlanEvent.class,
            SurveyEvent.class,
            TicketEvent.class,
            DepartmentEvent.class,
            EmployeeEvent.class,
            CalendarEvent.class,
            DelegationEvent.class,
            DeadlineEvent.class,
            ApprovalEvent.class,
            HandOverEvent.class,
            AttachmentEvent.class,
            HistoryEvent.class,
            VerificationEvent.class,
            VerificationRateEvent.class,
            TaskEvent.class,
            ExportEvent.class);

    /** Stands in the place of the topic for what every service tells, each on its own. */
    private static final String EACH = "neiqin.each";

    private static final Map<String, Class<? extends DomainEvent>> BY_NAME = new TreeMap<>();

    static {
        for (Class<? extends DomainEvent> family : FAMILIES) {
            for (Class<?> type : family.getPermittedSubclasses()) {
                BY_NAME.put(nameOf(type.asSubclass(DomainEvent.class)), type.asSubclass(DomainEvent.class));
            }
        }
    }

    private EventTypes() {}

    /** Type name to record class, by name; what every service tells stands there once, as of {@code neiqin.each}. */
    public static Map<String, Class<? extends DomainEvent>> all() {
        return Map.copyOf(BY_NAME);
    }

    /** The record of a type name; empty for a type that is not (or no longer) known here. */
    public static Optional<Class<? extends DomainEvent>> find(String name) {
        Class<? extends DomainEvent> type = BY_NAME.get(name);
        int end = endOfTopic(name);
        return Optional.ofNullable(type != null || end < 0 ? type : BY_NAME.get(EACH + name.substring(end)));
    }

    /** The stable name, as {@code neiqin.orders.order-confirmed.v1} or {@code neiqin.each.deadline-warned.v1}. */
    public static String nameOf(Class<? extends DomainEvent> type) {
        return type.getAnnotation(EventType.class).value();
    }

    /** The stable name as the service with this topic tells it. */
    public static String nameOf(Class<? extends DomainEvent> type, String topic) {
        String name = nameOf(type);
        return topicOf(name).equals(EACH) ? topic + name.substring(EACH.length()) : name;
    }

    /** The topic of a type name: its first two parts, as {@code neiqin.orders}. */
    public static String topicOf(String name) {
        return name.substring(0, endOfTopic(name));
    }

    /** Negative where there is none. */
    private static int endOfTopic(String name) {
        return name.indexOf('.', name.indexOf('.') + 1);
    }
}
