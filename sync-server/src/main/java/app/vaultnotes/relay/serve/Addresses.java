package app.vaultnotes.relay.serve;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.List;
import java.util.stream.Stream;

/** By what this machine is reached. */
public final class Addresses {

    private Addresses() {}

    /** Addresses of this machine that others can reach, the likeliest first; may be none. */
    public static List<String> reachable() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(Addresses::isUp)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(each -> each instanceof Inet4Address && !each.isLinkLocalAddress())
                    .map(InetAddress::getHostAddress)
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    private static boolean isUp(NetworkInterface each) {
        try {
            return each.isUp() && !each.isLoopback();
        } catch (SocketException e) {
            return false;
        }
    }

    /** Whether only this machine reaches what listens there. */
    public static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (IOException e) {
            throw new ServeException(
                    "There is no address " + host + " on this machine.",
                    "Give --bind an address of this machine, or 0.0.0.0 for all.",
                    e);
        }
    }

    /** Whether it stands for every address of this machine. */
    public static boolean isAny(String host) {
        return host.equals("0.0.0.0") || host.equals("::");
    }

    /** By what others reach what listens at a host. */
    public static List<String> names(String host) {
        return isAny(host)
                ? Stream.concat(reachable().stream(), Stream.of("localhost", "127.0.0.1")).toList()
                : List.of(host);
    }

    /**
     * The port itself, or a free one for 0.
     *
     * @throws ServeException when it is in use
     */
    public static int port(String host, int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new ServeException(
                    "Port %d of %s cannot be listened on: %s".formatted(port, host, e.getMessage()),
                    "Stop what uses it, or choose another with --port.",
                    e);
        }
    }
}
