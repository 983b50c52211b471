package io.neiqin.local;

import java.util.List;

/** The accounts of the local run: realm user, employee, place and role belong together here and in the realm file. */
public final class People {
    /** Public on purpose: every port of a local run is on the loopback address. */
    public static final String PASSWORD = "neiqin-local";

    public static final String HEAD_OFFICE = "HQ";
    /** The head office first: the others stand below it. */
    public static final List<Department> DEPARTMENTS = List.of(
            new Department(HEAD_OFFICE, "总部"),
            new Department("EAST", "华东销售部"),
            new Department("SOUTH", "华南销售部"),
            new Department("NORTH", "华北销售部"),
            new Department("OFFICE", "销售内勤部"),
            new Department("STORE", "仓储物流部"),
            new Department("FIN", "财务部"),
            new Department("HR", "人事行政部"));

    public static final String IMPORT_CLIENT = "neiqin-import";
    public static final Person IMPORT = new Person(
            "service-account-neiqin-import",
            "import",
            "历史数据导入",
            HEAD_OFFICE,
            "ALL",
            List.of("CLERK", "SALES_MANAGER", "WAREHOUSE", "STATISTICIAN", "HISTORY_IMPORT"));
    /** The realm gives this one account its right; no other role is bound to it. */
    public static final Person ADMIN = new Person("admin", "admin", "系统管理员", HEAD_OFFICE, "ALL", List.of());

    public static final Person CLERK = new Person("clerk", "E001", "陈敏", "OFFICE", "ALL", List.of("CLERK"));
    public static final Person CLERK_2 = new Person("clerk2", "E002", "林洁", "OFFICE", "ALL", List.of("CLERK"));
    public static final Person MANAGER =
            new Person("manager", "E004", "王磊", HEAD_OFFICE, "ALL", List.of("SALES_MANAGER"));

    public static final List<Person> ALL = List.of(
            ADMIN,
            CLERK,
            CLERK_2,
            new Person("lead", "E011", "吴芳", "OFFICE", "ALL", List.of("CLERK_LEAD")),
            new Person("sales", "E009", "何静", "EAST", "SELF", List.of("SALESPERSON")),
            new Person("sales2", "E010", "黄强", "SOUTH", "SELF", List.of("SALESPERSON")),
            new Person("supervisor", "E003", "孙涛", "EAST", "DEPARTMENT_TREE", List.of("SALES_SUPERVISOR")),
            MANAGER,
            new Person("director", "E005", "赵颖", HEAD_OFFICE, "ALL", List.of("SALES_DIRECTOR")),
            new Person("warehouse", "E006", "刘刚", "STORE", "ALL", List.of("WAREHOUSE")),
            new Person("logistics", "E012", "马军", "STORE", "ALL", List.of("LOGISTICS")),
            new Person("finance", "E007", "周娜", "FIN", "ALL", List.of("FINANCE")),
            new Person("hr", "E013", "郑丽", "HR", "ALL", List.of("HR")),
            new Person("statistician", "E008", "许宇", "OFFICE", "ALL", List.of("STATISTICIAN")),
            new Person("gm", "E014", "杨建国", HEAD_OFFICE, "ALL", List.of("GENERAL_MANAGER")),
            new Person("auditor", "E015", "冯明", "FIN", "ALL", List.of("AUDITOR")),
            new Person("service", "E016", "秦晓", "OFFICE", "ALL", List.of("SERVICE")),
            new Person("telesales", "E017", "曹婷", "OFFICE", "ALL", List.of("TELESALES")),
            new Person("biller", "E018", "谢玉兰", "FIN", "ALL", List.of("BILLER")),
            new Person("assistant", "E019", "邹欣", "HR", "ALL", List.of("ADMIN_ASSISTANT")),
            new Person("assets", "E020", "程国平", "HR", "ALL", List.of("ASSET_KEEPER")),
            new Person("quality", "E021", "魏志刚", "STORE", "ALL", List.of("QUALITY")),
            new Person("legal", "E022", "苏雅琴", HEAD_OFFICE, "ALL", List.of("LEGAL")),
            new Person("marketing", "E023", "叶子涵", HEAD_OFFICE, "ALL", List.of("MARKETING")),
            new Person("production", "E024", "蒋大伟", "STORE", "ALL", List.of("PRODUCTION")),
            new Person("purchasing", "E025", "袁红", "STORE", "ALL", List.of("PURCHASING")));

    private People() {}

    public record Department(String code, String name) {}

    /**
     * One account and the employee behind it.
     *
     * @param department code of {@link #DEPARTMENTS}
     * @param scope what the roles let him see, as the API names it
     */
    public record Person(
            String user, String employeeNo, String name, String department, String scope, List<String> roles) {}
}
