package io.neiqin.customer.customer;

import io.neiqin.platform.importing.Differences;
import io.neiqin.platform.importing.ImportContext;
import io.neiqin.platform.importing.ImportRecord;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.table.Column;
import io.neiqin.platform.table.Row;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A customer as it stands in a file: what is said of it in the first of its rows or in each, and a contact in each. */
record CustomerRow(ImportRecord record) {

    static final String KEY = "customer_code";

    private static final String ACCEPT = "accept_duplicate";
    private static final Set<String> YES = Set.of("是", "y", "yes", "true", "1");

    static final List<Column> COLUMNS = List.of(
            Column.text(KEY, "客户编码").needed(),
            Column.text("name", "客户名称").neededOnce(),
            Column.text("uscc", "统一社会信用代码"),
            Column.text("country", "国家"),
            Column.text("tax_id", "税号"),
            Column.text("region", "地区"),
            Column.text("city", "城市"),
            Column.text("address", "地址"),
            Column.text("postal_code", "邮编"),
            Column.text("industry", "行业"),
            Column.text("business_scope", "经营范围"),
            Column.text("tier", "客户等级"),
            Column.text("owner_no", "归属销售工号"),
            Column.date("since", "建档日期"),
            Column.text("contact", "联系人"),
            Column.text("contact_title", "职务"),
            Column.text("phone", "电话"),
            Column.text("email", "邮箱"),
            Column.text("remark", "备注"),
            Column.text(ACCEPT, "确非重复"));

    private static final List<String> ONCE = List.of(
            "name",
            "uscc",
            "country",
            "tax_id",
            "region",
            "city",
            "address",
            "postal_code",
            "industry",
            "business_scope",
            "tier",
            "owner_no",
            "remark");

    String key() {
        return record.key();
    }

    String uscc() {
        return record.text("uscc");
    }

    /** Null where it is missing, which is refused elsewhere. */
    String name() {
        return record.text("name");
    }

    /** Whether somebody has looked at it and says that it is another customer than the one it looks like. */
    boolean acceptsDuplicate() {
        String said = record.text(ACCEPT);
        return said != null && YES.contains(said.toLowerCase(Locale.ROOT));
    }

    /** Whoever imports it, where nobody is named. */
    String ownerNo(ImportContext context) {
        String named = record.text("owner_no");
        return named == null ? context.actor().employeeNo() : named;
    }

    /** From when on it is a customer; null for today. */
    LocalDate since() {
        return record.date("since");
    }

    LocalDate day(ImportContext context) {
        return since() == null ? context.today() : since();
    }

    CustomerRequest request(ImportContext context) {
        record.requireOneVoice(ONCE, List.of("since"));
        return new CustomerRequest(
                record.text("name"),
                record.text("uscc"),
                record.text("country"),
                record.text("tax_id"),
                record.text("region"),
                record.text("city"),
                record.text("address"),
                record.text("postal_code"),
                record.text("industry"),
                record.text("business_scope"),
                tier(),
                ownerNo(context),
                contacts(),
                record.text("remark"),
                context.externalRef(key()));
    }

    private Particulars.Tier tier() {
        String text = record.text("tier");
        return text == null
                ? null
                : Arrays.stream(Particulars.Tier.values())
                        .filter(tier -> tier.name().equalsIgnoreCase(text))
                        .findFirst()
                        .orElseThrow(() -> Problem.rule("row-invalid")
                                .at("/tier", "cell-none-of", Arrays.toString(Particulars.Tier.values())));
    }

    private List<CustomerRequest.Person> contacts() {
        Problem nameless = Problem.rule("row-invalid");
        List<CustomerRequest.Person> contacts = new ArrayList<>();
        for (int i = 0; i < record.rows().size(); i++) {
            Row row = record.rows().get(i);
            boolean reachable = row.text("phone") != null || row.text("email") != null;
            if (row.text("contact") == null && reachable) {
                nameless.at("/" + i + "/contact", "cell-missing");
            }
            if (row.text("contact") != null) {
                contacts.add(new CustomerRequest.Person(
                        row.text("contact"), row.text("contact_title"), row.text("phone"), row.text("email"), null));
            }
        }
        nameless.throwIfAny();
        return contacts;
    }

    /**
     * In which columns it says something else than the customer that is stored under its code, in the form in which that is
     * stored. Who owns it by now, and since when it is there, may have changed.
     */
    List<String> differences(Customer stored, ImportContext context) {
        Problem wrong = Problem.rule("customer-invalid");
        CustomerRequest request = request(context);
        Particulars said = Particulars.entered(request, wrong);
        // A mask, as exports have it, says nothing else than what is stored.
        List<Contact> contacts = Contact.entered(request, stored.contacts(), wrong);
        wrong.throwIfAny();
        Particulars known = stored.particulars();
        return new Differences()
                .compare("name", said.name(), known.name())
                .compare("uscc", said.uscc(), known.uscc())
                .compare("country", record.text("country") == null ? null : said.country(), known.country())
                .compare("tax_id", said.taxId(), known.taxId())
                .compare("region", said.region(), known.region())
                .compare("city", said.city(), known.city())
                .compare("address", said.address(), known.address())
                .compare("postal_code", said.postalCode(), known.postalCode())
                .compare("industry", said.industry(), known.industry())
                .compare("business_scope", said.businessScope(), known.businessScope())
                .compare("tier", said.tier(), known.tier())
                .compare("remark", said.remark(), known.remark())
                .compare("contact", contacts.isEmpty() ? null : contacts, stored.contacts())
                .columns();
    }
}
