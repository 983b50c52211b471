package io.neiqin.local.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neiqin.local.Wording;
import io.neiqin.local.history.Table.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceCheckTest {
    private static final String ORDERS =
            "order_no,customer_code,salesperson_no,order_date,required_date,shipped_date\n";
    private static final String LINES = "order_no,line_no,sku,quantity,unit_price,discount_rate\n";
    private static final String CUSTOMERS =
            "customer_code,name,contact,contact_title,phone,address,city,region,postal_code,country\n";

    @TempDir
    Path directory;

    private final Refusals refusals = new Refusals(new Wording(Locale.ENGLISH));

    @BeforeEach
    void writeSoundFiles() throws IOException {
        write("employees.csv", "employee_no,name,hired_on,manager_no\n5,王磊,2020-01-02,\n");
        write("products.csv", "sku,name,category,spec,list_price\nT-1,铁观音,茶叶,250 g,88.00\n");
        write("customers.csv", CUSTOMERS + "C1,青岛海风食品有限公司,,,,,,,,China\n");
        write("orders.csv", ORDERS + "10,C1,5,2024-03-01,2024-03-20,\n");
        write("order-lines.csv", LINES + "10,1,T-1,2,88.00,0\n");
    }

    private void write(String file, String content) throws IOException {
        Files.writeString(directory.resolve(file), content);
    }

    private SourceFiles read() {
        return SourceFiles.read(directory, refusals);
    }

    private List<String> refused() {
        return refusals.errors().stream().map(Refusals.RowError::toString).toList();
    }

    @Test
    void read_soundFiles_refusesNothing() {
        assertThat(read().orders()).hasSize(1);
        assertThat(refused()).isEmpty();
    }

    @Test
    void read_badDatesAndNumbers_areRefusedAllAtOnceAndTheRestGoesOn() throws IOException {
        write("orders.csv", ORDERS + "9,C1,5,4 July,2024-02-30,2024-3-1\n10,C1,5,2024-03-01,2024-03-20,\n");
        write("order-lines.csv", LINES + "10,one,T-1,1e9,,0\n10,2,T-1,1,1,0\n");

        SourceFiles files = read();

        assertThat(files.orders()).extracting(row -> row.text("order_no")).containsExactly("10");
        assertThat(refused())
                .containsExactly(
                        "orders.csv:2: order_date is not a date (2026-01-31): 4 July; "
                                + "required_date is not a date (2026-01-31): 2024-02-30; "
                                + "shipped_date is not a date (2026-01-31): 2024-3-1",
                        "order-lines.csv:2: line_no is not a number: one; quantity is not a number: 1e9; "
                                + "unit_price is empty");
    }

    @Test
    void read_sameOrderCustomerOrLineTwice_keepsTheFirst() throws IOException {
        write("orders.csv", ORDERS + "10,C1,5,2024-03-01,2024-03-20,\n10,C1,5,2024-03-02,2024-03-20,\n");
        write("customers.csv", CUSTOMERS + "C1,海风,,,,,,,,China\nC1,海风,,,,,,,,China\n");
        write("order-lines.csv", LINES + "10,1,T-1,2,88.00,0\n10,1,T-1,2,88.00,0\n");

        SourceFiles files = read();

        assertThat(files.orders()).extracting(Row::line).containsExactly(2);
        assertThat(files.customers()).hasSize(1);
        assertThat(files.lines()).hasSize(1);
        assertThat(refused())
                .containsExactly(
                        "orders.csv:3: it has the key of orders.csv:2 but reads otherwise; that one counts",
                        "customers.csv:3: the same row as customers.csv:2; that one counts",
                        "order-lines.csv:3: the same row as order-lines.csv:2; that one counts");
        refusals.requireLines("10");
    }

    @Test
    void read_lineOfAnOrderThatIsNotThere_isRefused() throws IOException {
        write("order-lines.csv", LINES + "10,1,T-1,2,88.00,0\n99,1,T-1,2,88.00,0\n");

        assertThat(read().lines()).hasSize(1);
        assertThat(refused()).containsExactly("order-lines.csv:3: 99 is not in orders.csv");
    }

    @Test
    void requireLines_brokenOrContradictoryLine_refusesTheOrder() throws IOException {
        write("order-lines.csv", LINES + "10,1,T-1,2\n10,2,T-1,2,88.00,0\n");
        read();

        assertThatThrownBy(() -> refusals.requireLines("10")).hasMessage("its line was refused (order-lines.csv:2)");
    }

    @Test
    void requireLines_twoLinesOfOneNumberDiffer_refusesTheOrder() throws IOException {
        write("order-lines.csv", LINES + "10,1,T-1,2,88.00,0\n10,1,T-1,3,88.00,0\n");
        read();

        assertThatThrownBy(() -> refusals.requireLines("10")).hasMessage("its line was refused (order-lines.csv:3)");
    }

    @Test
    void require_refusedOrUnknownRecord_saysWhich() throws IOException {
        write("customers.csv", CUSTOMERS + "C1,海风,,,,,,,,China\nC2,,,,,,,,,China\nC3,短\n");
        read();

        refusals.require(Layout.CUSTOMERS, "C1");
        assertThatThrownBy(() -> refusals.require(Layout.CUSTOMERS, "C2"))
                .hasMessage("C2 was refused (customers.csv:3)");
        assertThatThrownBy(() -> refusals.require(Layout.CUSTOMERS, "C3"))
                .hasMessage("C3 was refused (customers.csv:4)");
        assertThatThrownBy(() -> refusals.require(Layout.CUSTOMERS, "C4")).hasMessage("C4 is not in customers.csv");
    }

    @Test
    void read_fileMissing_takesTheOthers() throws IOException {
        Files.delete(directory.resolve("products.csv"));

        assertThat(read().orders()).hasSize(1);
        assertThat(refused()).containsExactly("products.csv: no such file");
    }

    @Test
    void read_inAChineseShell_saysItInChinese() throws IOException {
        write("orders.csv", ORDERS + "10,C1,5,昨天,2024-03-20,\n");
        Refusals chinese = new Refusals(new Wording(Locale.CHINESE));

        SourceFiles.read(directory, chinese);

        assertThat(chinese.errors().get(0)).hasToString("orders.csv:2: order_date 不是日期（2026-01-31）：昨天");
    }
}
