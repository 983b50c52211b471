package io.neiqin.testkit.infra;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Ports of this machine's loopback address. */
public final class FreePort {

    private static final int CONNECT_MILLIS = 1000;
    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 1000;
    private static final long RELEASE_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    /**
     * A port that nobody listened on a moment ago. It lies below those that the system takes for outgoing connections:
     * otherwise, while its server is away, a client that tries again and again would one day get it as its own.
     */
    public static int next() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (free(port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new InfraException("No port from " + LOWEST + " to " + HIGHEST + " is free.");
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
        if (!free(port)) {
            throw new InfraException(
                    "Port " + port + " is taken by another program; " + wantedBy + " needs it or another one.");
        }
        return port;
    }

    /** The same port for a server that has just ended; what it left behind may hold it for a moment. */
    public static int retake(int port, String wantedBy) {
        long end = System.nanoTime() + RELEASE_NANOS;
        while (!free(port) && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        return take(port, wantedBy);
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether anything accepts connections at {@code host:port}. */
    public static boolean listening(String address) {
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
