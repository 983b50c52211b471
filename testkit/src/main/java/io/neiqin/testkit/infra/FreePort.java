package io.neiqin.testkit.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of this machine's loopback address. */
public final class FreePort {

    private FreePort() {}

    /** A port that nobody listened on a moment ago. */
    public static int next() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The given port, or a free one for 0.
     *
     * @param wantedBy who wants it, for the message
     * @throws InfraException when another program listens on it
     */
    public static int take(int port, String wantedBy) {
        if (port == 0) {
            return next();
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return port;
        } catch (IOException e) {
            throw new InfraException(
                    "Port " + port + " is taken by another program; " + wantedBy + " needs it or another one.");
        }
    }
}
