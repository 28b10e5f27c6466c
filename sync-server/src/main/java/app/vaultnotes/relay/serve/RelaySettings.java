package app.vaultnotes.relay.serve;

import app.vaultnotes.relay.account.Argon2Cost;
import app.vaultnotes.relay.api.WebServer;
import app.vaultnotes.relay.blob.S3Settings;
import app.vaultnotes.relay.database.DatabaseAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a relay is set up.
 *
 * @param data its folder: its own PostgreSQL and blobs, as far as it has them, and its certificate
 * @param listening where it listens
 * @param address what links to it begin with; empty for where it listens
 * @param database of the operator; empty for the relay's own
 * @param s3 of the operator; empty for a folder
 * @param metrics where Prometheus is answered; empty for nowhere
 * @param isSignUpOpen whether anybody can make an account
 * @param passphraseCost what guessing a passphrase costs
 */
public record RelaySettings(
        Path data,
        WebServer.Listening listening,
        Optional<String> address,
        Optional<DatabaseAddress> database,
        Optional<S3Settings> s3,
        Optional<InetSocketAddress> metrics,
        boolean isSignUpOpen,
        Argon2Cost passphraseCost) {

    /** A relay of its own alone. */
    public RelaySettings(Path data, WebServer.Listening listening) {
        this(
                data,
                listening,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Argon2Cost.USUAL);
    }
}
