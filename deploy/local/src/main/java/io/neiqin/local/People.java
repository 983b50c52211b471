package io.neiqin.local;

import java.util.List;

/** The accounts of the local run: realm user, employee and role belong together here and in the realm file. */
public final class People {
    /** Public on purpose: every port of a local run is on the loopback address. */
    public static final String PASSWORD = "neiqin-local";

    public static final String IMPORT_CLIENT = "neiqin-import";
    public static final Person IMPORT = new Person(
            "service-account-neiqin-import",
            "import",
            "History import",
            List.of("CLERK", "SALES_MANAGER", "WAREHOUSE", "STATISTICIAN", "HISTORY_IMPORT"));
    /** The realm gives this one account its right; no other role is bound to it. */
    public static final Person ADMIN = new Person("admin", "admin", "System Admin", List.of());

    public static final Person CLERK = new Person("clerk", "E001", "Chen Min", List.of("CLERK"));

    public static final List<Person> ALL = List.of(
            ADMIN,
            CLERK,
            new Person("clerk2", "E002", "Lin Jie", List.of("CLERK")),
            new Person("supervisor", "E003", "Sun Tao", List.of("SALES_SUPERVISOR")),
            new Person("manager", "E004", "Wang Lei", List.of("SALES_MANAGER")),
            new Person("director", "E005", "Zhao Ying", List.of("SALES_DIRECTOR")),
            new Person("warehouse", "E006", "Liu Gang", List.of("WAREHOUSE")),
            new Person("finance", "E007", "Zhou Na", List.of("FINANCE")),
            new Person("statistician", "E008", "Xu Yu", List.of("STATISTICIAN")));

    private People() {}

    public record Person(String user, String employeeNo, String name, List<String> roles) {}
}
