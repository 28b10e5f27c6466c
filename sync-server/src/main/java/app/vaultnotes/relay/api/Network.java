package app.vaultnotes.relay.api;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Whose address it is, as limits count it. Of IPv6 that is the first half: whoever has one address
 * has the other 2⁶⁴ of that network, too.
 */
final class Network {

    private static final int NETWORK_BYTES = 8;

    private Network() {}

    /** That of an address as text, in whichever way it is written; the text where it is none. */
    static String of(String address) {
        try {
            return of(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException noAddress) {
            return address;
        }
    }

    /** That of an address; one of IPv4 that is written as IPv6 is the former. */
    static String of(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        byte[] network = Arrays.copyOf(address.getAddress(), NETWORK_BYTES);
        return HexFormat.of().formatHex(network) + "/64";
    }
}
