package io.neiqin.platform.identity;

import java.util.Set;

/**
 * The roles of design conventions. SYSTEM_ADMIN and SYSTEM come with the token; all others are bound in admin-service.
 */
public final class Roles {

    public static final String CLERK = "CLERK";
    public static final String CLERK_LEAD = "CLERK_LEAD";
    public static final String STATISTICIAN = "STATISTICIAN";
    public static final String SERVICE = "SERVICE";
    public static final String TELESALES = "TELESALES";
    public static final String SALESPERSON = "SALESPERSON";
    public static final String SALES_SUPERVISOR = "SALES_SUPERVISOR";
    public static final String SALES_MANAGER = "SALES_MANAGER";
    public static final String SALES_DIRECTOR = "SALES_DIRECTOR";
    public static final String BILLER = "BILLER";
    public static final String ADMIN_ASSISTANT = "ADMIN_ASSISTANT";
    public static final String ASSET_KEEPER = "ASSET_KEEPER";
    public static final String QUALITY = "QUALITY";
    public static final String FINANCE = "FINANCE";
    public static final String LEGAL = "LEGAL";
    public static final String MARKETING = "MARKETING";
    public static final String PRODUCTION = "PRODUCTION";
    public static final String PURCHASING = "PURCHASING";
    public static final String WAREHOUSE = "WAREHOUSE";
    public static final String LOGISTICS = "LOGISTICS";
    public static final String HR = "HR";
    public static final String GENERAL_MANAGER = "GENERAL_MANAGER";
    public static final String AUDITOR = "AUDITOR";

    /** A right bound like a role: may state the business date of a command. */
    public static final String HISTORY_IMPORT = "HISTORY_IMPORT";

    /** Bootstrap role of the token: sets up the organisation. */
    public static final String SYSTEM_ADMIN = "SYSTEM_ADMIN";

    /** Bootstrap role of the token: a machine account. By itself it opens what is technical, and no business record. */
    public static final String SYSTEM = "SYSTEM";

    /** Held by every active employee without being bound: enough for what anybody in the house may do. */
    public static final String EMPLOYEE = "EMPLOYEE";

    /**
     * Held without being bound, by a machine account that sees everything and by one that nobody has hired: may read all
     * that a service has ever told.
     */
    public static final String EVENT_FEED = "EVENT_FEED";

    /** What a token may bring; anything else it claims is ignored. */
    public static final Set<String> FROM_TOKEN = Set.of(SYSTEM_ADMIN, SYSTEM);

    /** What admin-service may bind to an employee. */
    public static final Set<String> BINDABLE = Set.of(
            CLERK,
            CLERK_LEAD,
            STATISTICIAN,
            SERVICE,
            TELESALES,
            SALESPERSON,
            SALES_SUPERVISOR,
            SALES_MANAGER,
            SALES_DIRECTOR,
            BILLER,
            ADMIN_ASSISTANT,
            ASSET_KEEPER,
            QUALITY,
            FINANCE,
            LEGAL,
            MARKETING,
            PRODUCTION,
            PURCHASING,
            WAREHOUSE,
            LOGISTICS,
            HR,
            GENERAL_MANAGER,
            AUDITOR,
            HISTORY_IMPORT);

    private Roles() {}
}
