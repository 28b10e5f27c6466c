package app.vaultnotes.relay.check;

import app.vaultnotes.relay.serve.Addresses;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.Set;
import java.util.regex.Pattern;

/** Looks at where a relay listens and whom it lets in. */
public final class NetworkCheck {

    /** Lines of 10,000 devices, and as many files again for what else they do. */
    private static final long ENOUGH_DESCRIPTORS = 16_384;

    private static final long FEWEST_DESCRIPTORS = 1_024;
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

    private final Findings findings;

    /** Notes what it finds. */
    public NetworkCheck(Findings findings) {
        this.findings = findings;
    }

    /** Whether a port of an address can be listened on. */
    public void listening(String check, String host, int port, boolean isRunning) {
        findings.attempt("bind", () -> found(host))
                .ifPresent(isHere -> {
                    if (!isHere) {
                        findings.fail(
                                "bind",
                                host + " is no address of this machine.",
                                "Set bind to one of " + Addresses.reachable() + ", or to 0.0.0.0.");
                    } else if (isRunning) {
                        findings.ok(check, "The relay of this folder is running.");
                    } else {
                        free(check, host, port);
                    }
                });
    }

    private static boolean found(String host) throws IOException {
        InetAddress address = InetAddress.getByName(host);
        return address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || NetworkInterface.getByInetAddress(address) != null;
    }

    private void free(String check, String host, int port) {
        findings.attempt(check, () -> Addresses.port(host, port))
                .ifPresent(free ->
                        findings.ok(
                                check,
                                port == 0
                                        ? "A free port is picked at each start."
                                        : "Port %d of %s is free.".formatted(port, host)));
    }

    /** Whether the numbers for Prometheus can be offered, and to whom. */
    public void metrics(InetSocketAddress where, boolean isRunning) {
        listening("metrics", where.getHostString(), where.getPort(), isRunning);
        if (!Addresses.isLoopback(where.getHostString())) {
            findings.warn(
                    "metrics",
                    "Everybody who reaches " + where + " can read the metrics, in the clear.",
                    "Let a firewall pass Prometheus alone, or set metrics = 127.0.0.1:9464.");
        }
    }

    /** Whether those who are believed about addresses are in front, and nobody passes them by. */
    public void proxies(Set<String> proxies, String host) {
        for (String proxy : proxies) {
            if (!NUMERIC.matcher(proxy).matches()) {
                findings.fail(
                        "proxy",
                        "“" + proxy + "” is no numeric address, and is never believed.",
                        "Write the address that the proxy connects from, such as 127.0.0.1.");
            }
        }
        if (!proxies.isEmpty() && Addresses.isAny(host)) {
            findings.warn(
                    "proxy",
                    "The relay is behind a proxy and still listens on every address.",
                    "Set bind to the address towards the proxy, or let a firewall pass it alone.");
        } else if (!proxies.isEmpty()) {
            findings.ok("proxy", "X-Forwarded-For is believed of " + proxies + ".");
        }
    }

    /** Whether strangers can make accounts. */
    public void signUp(boolean isOpen) {
        if (isOpen) {
            findings.warn(
                    "sign-up",
                    "Anybody who reaches the relay can make an account.",
                    "Set sign-up = no unless that is meant; set quotas if it is.");
        } else {
            findings.ok("sign-up", "Accounts are made by link alone.");
        }
    }

    /** Whether the system lets this process have as many connections as it may get. */
    public void descriptors() {
        if (!(ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.UnixOperatingSystemMXBean unix)) {
            return;
        }
        long most = unix.getMaxFileDescriptorCount();
        String says = "This process may have %d files and connections open.".formatted(most);
        String advice =
                "Raise it: ulimit -n %d, or LimitNOFILE of the unit.".formatted(ENOUGH_DESCRIPTORS);
        if (most < FEWEST_DESCRIPTORS) {
            findings.fail("descriptors", says, advice);
        } else if (most < ENOUGH_DESCRIPTORS) {
            findings.warn("descriptors", says + " 10,000 devices need more.", advice);
        } else {
            findings.ok("descriptors", says);
        }
    }
}
