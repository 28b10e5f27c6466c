package app.vaultnotes.vault.relay;

import app.vaultnotes.proto.v1.Error;
import java.util.Locale;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * Where a relay is.
 *
 * @param secure whether it is spoken to over TLS
 * @param host a name in lower case, in ASCII, or an address; IPv6 without brackets
 * @param port 1 to 65,535
 */
public record RelayAddress(boolean secure, String host, int port) {

    private static final int MOST_CHARACTERS = 300;
    private static final Pattern SCHEME = Pattern.compile("^([a-z][a-z0-9+.-]*)://.*");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|::1");

    /** An address of these parts. */
    public RelayAddress {
        if (host.isEmpty() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("no address of a relay: " + host + " " + port);
        }
    }

    /**
     * Reads what a person types: a host, a host and port, or an address with {@code https://}.
     * Without TLS a relay is only spoken to on the same machine.
     *
     * @throws RelayFailure when it is no address of a relay
     */
    public static RelayAddress parse(String typed) {
        RelayAddress address = parseAllowingPlain(typed);
        if (!address.secure && !address.isLoopback()) {
            throw refused(
                    "Over http everybody on the way could read along. Give the address with"
                            + " https://, or allow plain http for this relay.");
        }
        return address;
    }

    /**
     * Reads what a person types who allows to speak without TLS, where the address says {@code
     * http://}.
     *
     * @throws RelayFailure when it is no address of a relay
     */
    public static RelayAddress parseAllowingPlain(String typed) {
        String text = typed.strip();
        if (text.isEmpty() || text.length() > MOST_CHARACTERS) {
            throw refused("The address of a relay looks like relay.example.org.");
        }
        boolean hasScheme = SCHEME.matcher(text.toLowerCase(Locale.ROOT)).matches();
        HttpUrl url = HttpUrl.parse(hasScheme ? text : "https://" + text);
        if (url == null) {
            throw refused(
                    "“%s” is no address of a relay; one looks like relay.example.org or"
                                    .formatted(text)
                            + " https://relay.example.org:8443.");
        }
        requireNothingElse(url);
        return new RelayAddress(url.isHttps(), url.host(), url.port());
    }

    /** What follows the host belongs to a link, and may be a secret. */
    private static void requireNothingElse(HttpUrl url) {
        boolean isBare =
                url.encodedPath().equals("/")
                        && url.encodedQuery() == null
                        && url.encodedFragment() == null
                        && url.encodedUsername().isEmpty()
                        && url.encodedPassword().isEmpty();
        if (!isBare) {
            throw refused(
                    "The address of a relay ends behind its host: give “%s” alone."
                            .formatted(new RelayAddress(url.isHttps(), url.host(), url.port())));
        }
    }

    private static RelayFailure refused(String message) {
        return new RelayFailure(message, Error.getDefaultInstance(), null);
    }

    /** Whether it is this machine, whatever network it is in. */
    public boolean isLoopback() {
        return LOOPBACK.matcher(host).matches();
    }

    /** Host, and port where it is not the usual one, for people to read. */
    public String shown() {
        HttpUrl url = url();
        String text = url.toString();
        return text.substring(text.indexOf("//") + 2, text.length() - 1);
    }

    HttpUrl url() {
        return new HttpUrl.Builder()
                .scheme(secure ? "https" : "http")
                .host(host)
                .port(port)
                .build();
    }

    /** The one way to write it, such as {@code https://relay.example.org/}. */
    @Override
    public String toString() {
        return url().toString();
    }
}
