package app.vaultnotes.relay.api;

import java.lang.management.ManagementFactory;

/**
 * How much whoever connects may take before it is known who that is.
 *
 * @param all connections at once
 * @param ofAnAddress connections of one address at once, unless a named proxy has it
 * @param firstMillis until a connection has to have made its first request, a TLS handshake
 *     included
 * @param betweenMillis that a connection may then be without a request
 * @param quietMillis that a request may be without a byte in either direction, lines aside
 * @param slowMillis after which a body of REST has to come at a kilobyte a second
 */
public record PeerBounds(
        int all,
        int ofAnAddress,
        long firstMillis,
        long betweenMillis,
        long quietMillis,
        long slowMillis) {

    /** Files and connections that the relay itself needs. */
    private static final int OWN = 200;

    private static final long FIRST_MILLIS = 20_000;
    private static final long BETWEEN_MILLIS = 90_000;
    private static final long QUIET_MILLIS = 75_000;
    private static final long SLOW_MILLIS = 60_000;

    /**
     * As many as the system lets this process have, of which one address gets three quarters: what
     * it cannot take is left for others.
     */
    public static PeerBounds usual() {
        int all = Math.max(descriptors() - OWN, OWN);
        return new PeerBounds(
                all, all / 4 * 3, FIRST_MILLIS, BETWEEN_MILLIS, QUIET_MILLIS, SLOW_MILLIS);
    }

    private static int descriptors() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.UnixOperatingSystemMXBean unix
                ? (int) Math.min(unix.getMaxFileDescriptorCount(), Integer.MAX_VALUE)
                : Integer.MAX_VALUE;
    }
}
