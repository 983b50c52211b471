package io.neiqin.events;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The stable name of an event: topic, event in kebab case, version, as in {@code neiqin.orders.order-confirmed.v1}. It
 * is written out because a renamed class must not rename a published event. What every service tells has {@code
 * neiqin.each} in the place of the topic.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventType {
    String value();
}
