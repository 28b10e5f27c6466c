package app.vaultnotes.relay.mail;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The mail server that letters are handed to.
 *
 * @param host of the server; it has to have a certificate of that name
 * @param port 1 to 65,535
 * @param security how the line to it is kept from others
 * @param login empty for a server that takes letters from anybody who reaches it
 * @param from the address that letters come from
 * @param authorities a file of PEM with the certificates that are trusted instead of the system's
 */
public record SmtpSettings(
        String host,
        int port,
        Security security,
        Optional<Login> login,
        String from,
        Optional<Path> authorities) {

    /** How a line is kept from others. */
    public enum Security {
        /** TLS from the first byte. */
        TLS(465),
        /** TLS before anything else is said. */
        STARTTLS(587),
        /** Not at all: for a server on the same machine alone. */
        OFF(25);

        private final int usualPort;

        Security(int usualPort) {
            this.usualPort = usualPort;
        }

        /** Where servers listen for it. */
        public int usualPort() {
            return usualPort;
        }
    }

    /** Who hands letters over. */
    public record Login(String user, String passphrase) {

        /** Without the passphrase. */
        @Override
        public String toString() {
            return user;
        }
    }

    /** Where it is. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
