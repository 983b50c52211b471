package io.neiqin.benchmarks.importing;

import io.neiqin.benchmarks.Company;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** A workbook of orders as a clerk would bring it: five lines each, what is said of an order in each of them. */
final class OrderFile {

    private static final List<String> HEAD = List.of(
            "order_no", "customer_code", "requested_date", "sku", "quantity", "unit_price", "discount", "remark");

    private OrderFile() {}

    /**
     * @param customer by its number
     * @param series what the numbers of its orders begin with, so that no two files have the same
     */
    static byte[] of(Company company, String customer, String series, int lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "benchmarks", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("orders");
            for (int i = 0; i < HEAD.size(); i++) {
                sheet.value(0, i, HEAD.get(i));
            }
            LocalDate day = LocalDate.of(2099, 1, 15);
            int perOrder = company.skus().size();
            for (int row = 1; row <= lines; row++) {
                int line = (row - 1) % perOrder;
                sheet.value(row, 0, series + (row - 1) / perOrder);
                sheet.value(row, 1, customer);
                sheet.value(row, 2, day);
                sheet.value(row, 3, company.skus().get(line));
                sheet.value(row, 4, 10 + line);
                sheet.value(row, 5, new BigDecimal(100 + line).add(new BigDecimal("0.50")));
                sheet.value(row, 6, new BigDecimal("0.05"));
                sheet.value(row, 7, "needs to be there before noon");
                if (row % 1000 == 0) {
                    sheet.flush();
                }
            }
            sheet.finish();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
