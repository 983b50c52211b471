package io.neiqin.customer.customer;

import io.neiqin.platform.exporting.ExportColumn;
import io.neiqin.platform.exporting.ExportFilters;
import io.neiqin.platform.exporting.ExportKind;
import io.neiqin.platform.http.ExternalRef;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The customer file as a table, each with the primary one of its contacts. */
@ApplicationScoped
class CustomerExport implements ExportKind<Customer> {

    private static final List<ExportColumn<Customer>> COLUMNS = List.of(
            ExportColumn.of("number", "客户编号", "Customer no.", Customer::number),
            ExportColumn.of("external_system", "外部系统", "External system", external(ExternalRef::system)),
            ExportColumn.of("customer_code", "客户编码", "External id", external(ExternalRef::id)),
            ExportColumn.of("name", "客户名称", "Name", known(Particulars::name)),
            ExportColumn.of("uscc", "统一社会信用代码", "Unified social credit code", known(Particulars::uscc)),
            ExportColumn.of("tax_id", "税号", "Tax id", known(Particulars::taxId)),
            ExportColumn.of("country", "国家", "Country", known(Particulars::country)),
            ExportColumn.of("region", "地区", "Region", known(Particulars::region)),
            ExportColumn.of("city", "城市", "City", known(Particulars::city)),
            ExportColumn.of("address", "地址", "Address", known(Particulars::address)),
            ExportColumn.of("postal_code", "邮编", "Postal code", known(Particulars::postalCode)),
            ExportColumn.of("industry", "行业", "Industry", known(Particulars::industry)),
            ExportColumn.of("business_scope", "经营范围", "Business scope", known(Particulars::businessScope)),
            ExportColumn.of("tier", "客户等级", "Tier", known(Particulars::tier)),
            ExportColumn.of("owner_no", "归属销售工号", "Owner", Customer::ownerNo),
            ExportColumn.of("status", "状态", "Status", Customer::status),
            ExportColumn.of(
                    "last_order_on",
                    "最近下单日期",
                    "Last order",
                    customer -> customer.standing().lastOrderOn()),
            ExportColumn.of(
                    "last_follow_up_on",
                    "最近跟进日期",
                    "Last follow-up",
                    customer -> customer.pooling().lastFollowUpOn()),
            ExportColumn.of(
                    "pool_state", "公海状态", "Pool", customer -> customer.pooling().poolState()),
            ExportColumn.of("tags", "标签", "Tags", customer -> String.join(" ", customer.tags())),
            ExportColumn.of("contact", "联系人", "Contact", primary(Contact::name)),
            ExportColumn.of("contact_title", "职务", "Contact's title", primary(Contact::title)),
            ExportColumn.of("phone", "电话", "Phone", primary(Contact::phone)),
            ExportColumn.of("email", "邮箱", "E-mail", primary(Contact::email)),
            ExportColumn.of("remark", "备注", "Remark", known(Particulars::remark)));

    private final Customers customers;

    CustomerExport(Customers customers) {
        this.customers = customers;
    }

    @Override
    public String name() {
        return "customers";
    }

    @Override
    public Set<String> roles() {
        return Set.of(
                Roles.CLERK,
                Roles.CLERK_LEAD,
                Roles.STATISTICIAN,
                Roles.SALESPERSON,
                Roles.SALES_SUPERVISOR,
                Roles.SALES_MANAGER,
                Roles.SALES_DIRECTOR,
                Roles.GENERAL_MANAGER);
    }

    @Override
    public List<ExportColumn<Customer>> columns() {
        return COLUMNS;
    }

    /** Not by contact or phone: what is asked for is told, and kept. */
    @Override
    public Set<String> filters() {
        return Set.of(
                "q",
                "ownerNo",
                "departmentId",
                "country",
                "region",
                "tier",
                "status",
                "uscc",
                "externalSystem",
                "externalId",
                "tag",
                "poolState",
                "poolWarned",
                "lastOrderBefore",
                "noFollowUpSince");
    }

    @Override
    public Uni<Long> count(ExportFilters filters, Actor actor) {
        return customers.page(wanted(filters), actor, PageRequest.ofCount()).map(Page::total);
    }

    @Override
    public Uni<Part<Customer>> part(ExportFilters filters, Actor actor, PageRequest page) {
        return customers.whole(wanted(filters), actor, page).map(Part::of);
    }

    private static Customers.Wanted wanted(ExportFilters filters) {
        return new Customers.Wanted(
                filters.text("q"),
                null,
                null,
                filters.text("ownerNo"),
                filters.id("departmentId"),
                filters.text("country"),
                filters.text("region"),
                filters.oneOf(Particulars.Tier.class, "tier"),
                filters.oneOf(CustomerStatus.class, "status"),
                filters.text("uscc"),
                filters.text("externalSystem"),
                filters.text("externalId"),
                Customers.words(filters.text("tag")),
                filters.oneOf(Pooling.PoolState.class, "poolState"),
                Customers.flag("poolWarned", filters.text("poolWarned")),
                filters.day("lastOrderBefore"),
                filters.day("noFollowUpSince"));
    }

    private static Function<Customer, Object> known(Function<Particulars, Object> value) {
        return customer -> value.apply(customer.particulars());
    }

    private static Function<Customer, Object> external(Function<ExternalRef, Object> value) {
        return customer -> customer.externalRef() == null ? null : value.apply(customer.externalRef());
    }

    private static Function<Customer, Object> primary(Function<Contact, Object> value) {
        return customer -> customer.contacts().stream()
                .filter(Contact::primaryContact)
                .findFirst()
                .map(value)
                .orElse(null);
    }
}
