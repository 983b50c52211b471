package io.neiqin.local.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.local.Wording;
import io.neiqin.local.history.Table.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFilesTest {
    @TempDir
    Path parent;

    private SourceFiles files;

    @BeforeEach
    void write() throws IOException {
        Path directory = Files.createDirectory(parent.resolve("NorthWind"));
        Files.writeString(directory.resolve("employees.csv"), """
                employee_no,name,title,hired_on,manager_no
                1,Ada,Rep,1992-05-01,5
                5,Eve,Lead,1993-10-17,2
                2,Bob,Head,1992-08-14,
                """);
        Files.writeString(directory.resolve("customers.csv"), """
                customer_code,name,contact,contact_title,phone,address,city,region,postal_code,country
                """);
        Files.writeString(directory.resolve("products.csv"), "sku,name,category,spec,list_price\n");
        Files.writeString(directory.resolve("orders.csv"), """
                order_no,customer_code,salesperson_no,order_date,required_date,shipped_date
                12,C1,5,1996-07-03,1996-08-01,
                11,C1,1,1996-07-04,1996-08-01,1996-07-16
                """);
        Files.writeString(directory.resolve("order-lines.csv"), """
                order_no,line_no,sku,quantity,unit_price,discount_rate
                11,10,b,1,1,0
                11,9,a,1,1,0
                """);
        files = SourceFiles.read(directory, new Refusals(new Wording(Locale.ENGLISH)));
    }

    @Test
    void name_directory_isLowerCase() {
        assertThat(files.name()).isEqualTo("northwind");
    }

    @Test
    void firstDay_hiredBeforeFirstOrder_isTheHiring() {
        assertThat(files.firstDay(LocalDate.MAX)).isEqualTo("1992-05-01");
    }

    @Test
    void employeesFromTheTop_chainOfSuperiors_namesEachBeforeHisPeople() {
        assertThat(files.employeesFromTheTop())
                .extracting(row -> row.text("employee_no"))
                .containsExactly("2", "5", "1");
    }

    @Test
    void firstOrders_severalOrders_takesTheEarliestByDate() {
        Row first = files.firstOrders().get("C1");

        assertThat(first.text("salesperson_no")).isEqualTo("5");
    }

    @Test
    void linesByOrder_anyOrder_sortsByNumberNotText() {
        assertThat(files.linesByOrder().get("11"))
                .extracting(row -> row.text("sku"))
                .containsExactly("a", "b");
    }
}
