package io.neiqin.benchmarks.order;

import io.neiqin.benchmarks.Company;
import io.neiqin.benchmarks.FreshIds;
import io.neiqin.benchmarks.measure.ClosedLoop;
import io.neiqin.testkit.http.HttpLine;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Posts orders over one kept connection. The request is made once; only its key and the customer's order number are
 * written anew, so that the client costs next to nothing.
 */
final class OrderPost implements ClosedLoop.Worker {

    private static final int CREATED = 201;

    private final HttpLine line;
    private final byte[] request;
    private final int key;
    private final int number;

    OrderPost(URI service, String token, Company company) throws IOException {
        String fresh = FreshIds.next();
        line = new HttpLine(service);
        request = line.request("POST", "/api/orders/orders", token, fresh, company.order(fresh, "call 17"));
        String text = new String(request, StandardCharsets.US_ASCII);
        key = text.indexOf(fresh);
        number = text.lastIndexOf(fresh);
    }

    @Override
    public void once() throws IOException {
        byte[] fresh = FreshIds.next().getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(fresh, 0, request, key, fresh.length);
        System.arraycopy(fresh, 0, request, number, fresh.length);
        line.send(request).require(CREATED);
    }
}
