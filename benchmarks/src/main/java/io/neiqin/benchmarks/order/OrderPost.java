package io.neiqin.benchmarks.order;

import io.neiqin.benchmarks.Company;
import io.neiqin.benchmarks.measure.ClosedLoop;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Posts orders over one kept connection. The request is made once; only its key and the customer's order number are
 * written anew, so that the client costs next to nothing.
 */
public final class OrderPost implements ClosedLoop.Worker, AutoCloseable {

    private static final String PATH = "/api/orders/orders";
    private static final int CREATED = 201;

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;
    private final byte[] request;
    private final int key;
    private final int number;
    private final StringBuilder line = new StringBuilder();

    public OrderPost(URI service, String token, Company company) throws IOException {
        String fresh = FreshIds.next();
        byte[] body = company.order(fresh, "call 17").getBytes(StandardCharsets.UTF_8);
        String head = """
                POST %s HTTP/1.1
                Host: %s
                Authorization: Bearer %s
                Content-Type: application/json
                Idempotency-Key: %s
                Content-Length: %d

                """.formatted(PATH, service.getAuthority(), token, fresh, body.length).replace("\n", "\r\n");
        String whole = head + new String(body, StandardCharsets.UTF_8);
        request = whole.getBytes(StandardCharsets.UTF_8);
        key = whole.indexOf(fresh);
        number = whole.lastIndexOf(fresh);
        socket = new Socket(service.getHost(), service.getPort());
        socket.setTcpNoDelay(true);
        out = socket.getOutputStream();
        in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
    }

    @Override
    public void once() throws IOException {
        byte[] fresh = FreshIds.next().getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(fresh, 0, request, key, fresh.length);
        System.arraycopy(fresh, 0, request, number, fresh.length);
        out.write(request);
        int status = Integer.parseInt(readLine().split(" ")[1]);
        int length = 0;
        for (String header = readLine(); !header.isEmpty(); header = readLine()) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).trim());
            }
        }
        byte[] answer = in.readNBytes(length);
        if (status != CREATED) {
            throw new IOException("the service answered " + status + ": " + new String(answer, StandardCharsets.UTF_8));
        }
    }

    private String readLine() throws IOException {
        line.setLength(0);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the service closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
