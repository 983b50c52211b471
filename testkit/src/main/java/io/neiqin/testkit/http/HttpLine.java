package io.neiqin.testkit.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One kept connection to a service, as cheap as a client can be: a request is bytes, an answer is read and given up. */
public final class HttpLine implements AutoCloseable {

    /** With an answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final URI service;
    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;
    private final StringBuilder line = new StringBuilder();

    /**
     * What was answered.
     *
     * @param headers by name in lower case; of one that comes twice the last
     */
    public record Answer(int status, Map<String, String> headers, String body) {

        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }

        /** Whether the caller is asked to leave the connection. */
        public boolean isFarewell() {
            return header("Connection").filter("close"::equals).isPresent();
        }

        public Answer require(int wanted) throws IOException {
            if (status != wanted) {
                throw new IOException("the service answered " + status + ": " + body);
            }
            return this;
        }
    }

    public HttpLine(URI service) throws IOException {
        this.service = service;
        socket = new Socket(service.getHost(), service.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        out = socket.getOutputStream();
        in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
    }

    /**
     * The bytes of a request.
     *
     * @param key of idempotency, empty for none
     * @param body JSON, empty for none
     */
    public byte[] request(String method, String path, String token, String key, String body) {
        String head = """
            %s %s HTTP/1.1
            Host: %s
            Authorization: Bearer %s
            Content-Type: application/json
            Content-Length: %d
            """.formatted(
                        method, path, service.getAuthority(), token, body.getBytes(StandardCharsets.UTF_8).length);
        String keyed = key.isEmpty() ? head : head + "Idempotency-Key: " + key + "\n";
        return ((keyed + "\n").replace("\n", "\r\n") + body).getBytes(StandardCharsets.UTF_8);
    }

    public Answer send(byte[] request) throws IOException {
        out.write(request);
        int status = Integer.parseInt(readLine().split(" ")[1]);
        Map<String, String> headers = new HashMap<>();
        for (String header = readLine(); !header.isEmpty(); header = readLine()) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).trim());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Answer(status, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
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
