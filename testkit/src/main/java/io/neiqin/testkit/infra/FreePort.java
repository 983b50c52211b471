package io.neiqin.testkit.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Ports of this machine's loopback address. */
public final class FreePort {

    private static final int CONNECT_MILLIS = 1000;

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

    /** Whether anything accepts connections at {@code host:port}. */
    static boolean listening(String address) {
        int colon = address.lastIndexOf(':');
        int port = Integer.parseInt(address.substring(colon + 1));
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.substring(0, colon), port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
