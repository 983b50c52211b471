package io.neiqin.customer.customer;

import static io.neiqin.customer.CustomerApi.CLERK;
import static io.neiqin.customer.CustomerApi.CUSTOMERS;
import static io.neiqin.customer.CustomerApi.FINANCE;
import static io.neiqin.customer.CustomerApi.IMPORTER;
import static io.neiqin.customer.CustomerApi.LEAVER;
import static io.neiqin.customer.CustomerApi.OTHER_SELLER;
import static io.neiqin.customer.CustomerApi.SELLER;
import static io.neiqin.customer.CustomerApi.uscc;
import static io.neiqin.testkit.http.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.customer.CustomerApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.Imports;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.Charset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Old customer files are taken over once, whole, and by the rules of entry (CUS-14). */
@QuarkusTest
@WithTestResource(InfraResource.class)
@Tag("CUS-14")
class CustomerImportTest {

    private CustomerApi customers;
    private String source;

    @BeforeEach
    void setUp() {
        customers = CustomerApi.ready();
        source = "crm-" + UUID.randomUUID().toString().substring(0, 8);
    }

    @Test
    @Tag("CUS-13")
    void takesACustomerOverWithItsContacts_onceOnly() {
        String code = uscc();
        String file = "客户编码,客户名称,统一社会信用代码,地区,客户等级,归属销售工号,联系人,电话\n"
                + "K1,上海鼎新机械有限公司," + code + ",华东,a," + SELLER + ",王小明,138 1234 5678\n"
                + "K1,,,,,,李静,021-12345678\n"
                + "K2,Example Trading,,,," + SELLER + ",,\n";
        Response taken = imports(CLERK).committed("customers", source, new String(file.getBytes(GB18030), GB18030));
        assertThat(taken.<Integer>path("entered")).isEqualTo(2);
        Response found = customers.api.as(CLERK).get(CUSTOMERS + "?externalSystem=" + source + "&externalId=K1");
        assertThat(found.<List<String>>path("items.uscc")).containsExactly(code);
        assertThat(found.<List<String>>path("items.tier")).containsExactly("A");
        String id = found.<List<String>>path("items.id").get(0);
        Response customer = customers.unmasked(CLERK, id);
        assertThat(customer.<List<String>>path("contacts.name")).containsExactly("王小明", "李静");
        assertThat(customer.<List<String>>path("contacts.phoneE164"))
                .containsExactly("+8613812345678", "+862112345678");
        assertThat(customer.<List<Boolean>>path("contacts.primary")).containsExactly(true, false);
        Response again = imports(CLERK).committed("customers", source, file);
        assertThat(again.<Integer>path("unchanged")).isEqualTo(2);
        assertThat(again.<Integer>path("entered")).isZero();
    }

    @Test
    void readsAFileInGb18030() {
        byte[] file = ("客户编码,客户名称,归属销售工号\nK1,北京精工泵业," + SELLER + "\n").getBytes(GB18030);
        Response looked = imports(CLERK).validated("customers", source, file);
        assertThat(looked.<String>path("form")).isEqualTo("CSV GB18030");
        imports(CLERK).commit(looked.path("id"));
        assertThat(customers
                        .api
                        .as(CLERK)
                        .get(CUSTOMERS + "?externalSystem=" + source)
                        .<List<String>>path("items.name"))
                .containsExactly("北京精工泵业");
    }

    @Test
    void refusesWhatTypingWouldRefuse_withThePlaceOfEachMistake() {
        String code = uscc();
        String file = "customer_code,name,uscc,country,postal_code,tier,owner_no,contact,phone,email\n"
                + "K1,A,913100000000000000,,,," + SELLER + ",,,\n"
                + "K2,B,,XX,,," + SELLER + ",,,\n"
                + "K3,C,,,12,," + SELLER + ",,,\n"
                + "K4,D,,,,Z," + SELLER + ",,,\n"
                + "K5,E,,,,,nobody,,,\n"
                + "K6,F,,,,," + LEAVER + ",,,\n"
                + "K7,G,,,,," + SELLER + ",,13812345678,\n"
                + "K8,H,,,,," + SELLER + ",王,abc,no-address\n"
                + "K9,I," + code + ",,,," + SELLER + ",,,\n"
                + "K10,J," + code + ",,,," + SELLER + ",,,\n"
                + "K11," + "x".repeat(201) + ",,,,," + SELLER + ",,,\n"
                + "K12,L,,,,," + SELLER + ",李,,\nK12,M,,,,,,王,,\n";
        Response looked = imports(CLERK).validated("customers", source, file);
        assertThat(imports(CLERK).errors(looked.path("id")))
                .containsExactly(
                        "2 uscc uscc-invalid",
                        "3 country unknown-country",
                        "4 postal_code postal-code-invalid",
                        "5 tier cell-none-of",
                        "6 owner_no unknown-owner",
                        "7 owner_no inactive-owner",
                        "8 contact cell-missing",
                        "9 email field.Email",
                        "11 uscc duplicate-uscc",
                        "12 name field.Size",
                        "14 name cell-differs-in-record");
        assertThat(looked.<Integer>path("entered")).isEqualTo(1);
    }

    /** A dry run stores nothing, and knows of what stands far above all the same. */
    @Test
    void knowsOfTheSameCode_farApartInTheFile() {
        String code = uscc();
        String file = IntStream.range(0, 700)
                .mapToObj(i -> "K" + i + ",Customer " + i + "," + (i == 3 || i == 690 ? code : "") + "," + SELLER)
                .collect(Collectors.joining("\n", "customer_code,name,uscc,owner_no\n", "\n"));
        Response looked = imports(CLERK).validated("customers", source, file);
        assertThat(imports(CLERK).errors(looked.path("id"))).containsExactly("692 uscc duplicate-uscc");
    }

    /** A row that says something else changes nothing silently, and is not left unsaid. */
    @Test
    void keepsTheStoredCustomer_andSaysWhatDiffers() {
        imports(CLERK).committed("customers", source, "customer_code,name,owner_no\nK1,Old," + SELLER + "\n");
        Response again = imports(CLERK)
                .validated("customers", source, "customer_code,name,owner_no,region\nK1,New," + SELLER + ",East\n");
        assertThat(imports(CLERK).errors(again.path("id")))
                .containsExactly("2 name stored-otherwise", "2 region stored-otherwise");
    }

    @Test
    @Tag("SEC-1")
    void letsASalespersonBringHisOwnOnly() {
        String file = "customer_code,name,owner_no\nK1,A,\nK2,B," + SELLER + "\nK3,C," + OTHER_SELLER + "\n";
        Response looked = imports(SELLER).validated("customers", source, file);
        assertThat(looked.<Integer>path("entered")).isEqualTo(2);
        assertThat(imports(SELLER).errors(looked.path("id"))).containsExactly("4 null owner-not-you");
        imports(SELLER).commit(looked.path("id"));
        Response foreign = imports(OTHER_SELLER)
                .validated("customers", source, "customer_code,name,owner_no\nK1,A," + OTHER_SELLER + "\n");
        assertThat(imports(OTHER_SELLER).errors(foreign.path("id"))).containsExactly("2 null duplicate-external-ref");
        assertProblem(imports(FINANCE).upload("customers", source, file.getBytes(GB18030)), 403, "role-missing");
    }

    @Test
    void takesThePastOver_fromWhoMay() {
        String file = "customer_code,name,owner_no,since\nK1,A," + SELLER + ",2019-03-01\n";
        assertThat(imports(CLERK).validated("customers", source, file).<Integer>path("refused"))
                .isEqualTo(1);
        assertThat(imports(IMPORTER).committed("customers", source, file).<Integer>path("entered"))
                .isEqualTo(1);
    }

    private static final Charset GB18030 = Charset.forName("GB18030");

    private Imports imports(String who) {
        return new Imports(customers.api.as(who), "/api/customer/imports");
    }
}
