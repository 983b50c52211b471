package io.neiqin.local.demo;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.List;

/** Who the demo company is: an invented maker of pumps and valves, its people, products and customers. */
record DemoFiles(List<Salesperson> salespeople, List<Product> products, List<Client> clients) {

    /** @param department code, as in {@link io.neiqin.local.People#DEPARTMENTS} */
    record Salesperson(String no, String name, String department, String manager) {}

    /** @param lot the quantity in which it is usually ordered; orders are multiples of it */
    record Product(
            String sku,
            String name,
            String category,
            String spec,
            String unit,
            BigDecimal taxRate,
            int leadDays,
            BigDecimal listPrice,
            int lot) {}

    /** @param owner number of the salesperson */
    record Client(
            String code,
            String name,
            String uscc,
            String tier,
            String region,
            String city,
            String address,
            String industry,
            String owner,
            String contact,
            String title,
            String phone) {}

    static DemoFiles read() throws IOException {
        return new DemoFiles(
                read("salespeople.csv", Salesperson.class),
                read("products.csv", Product.class),
                read("customers.csv", Client.class));
    }

    private static <T> List<T> read(String file, Class<T> type) throws IOException {
        CsvMapper mapper = new CsvMapper();
        CsvSchema schema = CsvSchema.emptySchema().withHeader();
        try (InputStream in = DemoFiles.class.getResourceAsStream(file);
                MappingIterator<T> rows = mapper.readerFor(type).with(schema).readValues(in)) {
            return rows.readAll();
        }
    }
}
