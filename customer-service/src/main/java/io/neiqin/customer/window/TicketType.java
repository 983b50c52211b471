package io.neiqin.customer.window;

import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import java.util.Locale;

/** What a ticket (工单) is about. */
public enum TicketType {
    COMPLAINT(true),
    INQUIRY(true),
    AFTER_SALES(true),
    RETURN_REQUEST(true),
    INVOICE_REQUEST(true),
    ORDER_ISSUE(false),
    /** What one department wants of another. */
    CROSS_DEPT(false),
    INTERNAL(false),
    /** A fault of a machine or a program. */
    IT(false);

    private static final String[] FACING_CUSTOMERS = {
        Roles.CLERK,
        Roles.CLERK_LEAD,
        Roles.SERVICE,
        Roles.TELESALES,
        Roles.SALESPERSON,
        Roles.SALES_SUPERVISOR,
        Roles.SALES_MANAGER
    };

    private final boolean ofCustomers;

    TicketType(boolean ofCustomers) {
        this.ofCustomers = ofCustomers;
    }

    /** As settings call it: {@code return-request}. */
    public static TicketType ofSetting(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Whether a customer wants it, or somebody who may become one. */
    public boolean isOfCustomers() {
        return ofCustomers;
    }

    /** Whether it makes no sense without a customer of the file; who only enquires may not be in it yet. */
    public boolean needsCustomer() {
        return ofCustomers && this != INQUIRY;
    }

    /** Whether it is for this person to take it down, or to say what the customer thinks of it. */
    public boolean isFor(Actor actor) {
        return !ofCustomers || isFacingCustomers(actor);
    }

    /** Whether he speaks with customers by his role. */
    public static boolean isFacingCustomers(Actor actor) {
        return actor.hasAny(FACING_CUSTOMERS);
    }
}
