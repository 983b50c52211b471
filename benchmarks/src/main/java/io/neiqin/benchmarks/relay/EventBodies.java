package io.neiqin.benchmarks.relay;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What an event of an order says: as much as a confirmed order of three lines does. */
final class EventBodies {

    static final String TYPE = "neiqin.orders.order-confirmed.v1";

    private static final int LINES = 3;

    private EventBodies() {}

    /** The payload, about 1.5 kB, with {@code #order#} where the order's id stands. */
    static String confirmed() {
        String lines = IntStream.rangeClosed(1, LINES)
                .mapToObj(no -> """
                    {"lineNo":%d,"sku":"P-10%d","productName":"Pump, size %d","category":"Pumps","spec":null,\
                    "unit":"pcs","quantity":"%d","unitPrice":"%d.5","discount":"0.05","taxRate":"0.13",\
                    "net":{"amount":"954.75","currency":"CNY"},"tax":{"amount":"124.12","currency":"CNY"},\
                    "gross":{"amount":"1078.87","currency":"CNY"},"committedDate":"2099-01-15"}\
                    """.formatted(no, no, no, 9 + no, 99 + no))
                .collect(Collectors.joining(","));
        return """
            {"orderId":"#order#","number":"SO20261121-000123","customer":{"customerId":\
            "01a11a11-1111-7111-8111-111111111111","number":"C-000123","name":"Huber Pumpen GmbH","country":"DE",\
            "region":"Bavaria","industry":"Machinery","tier":"A","ownerNo":"E006"},"salespersons":[{"employeeNo":\
            "E006","name":"Employee E006","departmentId":"01a22a22-2222-7222-8222-222222222222",\
            "departmentName":"Head office","share":"100"}],"lines":[%s],\
            "net":{"amount":"2864.25","currency":"CNY"},"tax":{"amount":"372.36","currency":"CNY"},\
            "gross":{"amount":"3236.61","currency":"CNY"}}\
            """.formatted(lines);
    }
}
