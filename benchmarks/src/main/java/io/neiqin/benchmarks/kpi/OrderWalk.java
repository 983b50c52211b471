package io.neiqin.benchmarks.kpi;

import io.neiqin.benchmarks.Company;
import io.neiqin.benchmarks.FreshIds;
import io.neiqin.benchmarks.Stack;
import io.neiqin.benchmarks.measure.ClosedLoop;
import io.neiqin.benchmarks.measure.OpenLoop;
import io.neiqin.testkit.http.HttpLine;
import io.neiqin.testkit.http.HttpLine.Answer;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes orders from draft to confirmed, and looks at the KPI until they are in it. */
final class OrderWalk implements ClosedLoop.Worker, OpenLoop.Caller {

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NOT_YET = 202;
    private static final String ORDERS = "/api/orders/orders";
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

    private final Company company;
    private final Map<String, String> tokens;
    private final HttpLine orders;
    private final HttpLine reporting;

    /** @param tokens of the company's people by number */
    OrderWalk(Stack stack, Company company, Map<String, String> tokens) throws IOException {
        this.company = company;
        this.tokens = tokens;
        orders = new HttpLine(stack.service(Stack.ORDERS).uri());
        reporting = new HttpLine(stack.service(Stack.REPORTING).uri());
    }

    /** An order, confirmed; returns its id and event version as {@code min} wants them. */
    private String confirmed() throws IOException {
        String body = company.order(FreshIds.next(), "call 17");
        Matcher id =
                ID.matcher(command(Company.CLERK, "", body).require(CREATED).body());
        if (!id.find()) {
            throw new IOException("an order without an id");
        }
        String order = "/" + id.group(1);
        command(Company.CLERK, order + "/receive", "").require(OK);
        command(Company.CLERK, order + "/enter", "").require(OK);
        command(Company.SECOND_CLERK, order + "/verify", "{\"method\":\"SECOND_PERSON\"}")
                .require(OK);
        return id.group(1) + ":"
                + command(Company.MANAGER, order + "/confirm", "")
                        .require(OK)
                        .header("Event-Version")
                        .orElse("");
    }

    private Answer command(String who, String path, String body) throws IOException {
        return orders.send(orders.request("POST", ORDERS + path, tokens.get(who), FreshIds.next(), body));
    }

    @Override
    public void once() throws IOException {
        confirmed();
    }

    /** From the answer to the confirmation to the first KPI that contains it. */
    @Override
    public long timed() throws IOException {
        String min = confirmed();
        long begin = System.nanoTime();
        String month = LocalDate.now(ZoneId.of("Asia/Shanghai")).toString().substring(0, 7);
        byte[] request = reporting.request(
                "GET",
                "/api/reporting/kpis/SALES_AMOUNT?grain=total&period=" + month + "&min=" + min,
                tokens.get(Company.STATISTICIAN),
                "",
                "");
        Answer answer = reporting.send(request);
        while (answer.status() == NOT_YET) {
            answer = reporting.send(request);
        }
        answer.require(OK);
        return System.nanoTime() - begin;
    }
}
