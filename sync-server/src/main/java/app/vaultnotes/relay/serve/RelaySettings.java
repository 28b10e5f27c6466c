package app.vaultnotes.relay.serve;

import app.vaultnotes.relay.account.Argon2Cost;
import app.vaultnotes.relay.api.WebServer;
import app.vaultnotes.relay.backup.BackupPlan;
import app.vaultnotes.relay.blob.BlobStore;
import app.vaultnotes.relay.blob.FileBlobStore;
import app.vaultnotes.relay.blob.Privacy;
import app.vaultnotes.relay.blob.S3BlobStore;
import app.vaultnotes.relay.blob.S3Settings;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.mail.Smtp;
import app.vaultnotes.relay.mail.SmtpException;
import app.vaultnotes.relay.mail.SmtpSettings;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How a relay is set up.
 *
 * @param data its folder: its own PostgreSQL and blobs, as far as it has them, and its certificate
 * @param listening where it listens
 * @param address what links to it begin with; empty for where it listens
 * @param database of the operator; empty for the relay's own
 * @param s3 of the operator; empty for a folder
 * @param metrics where Prometheus is answered; empty for nowhere
 * @param backup where its daily backups go; empty for nowhere
 * @param smtp of the operator; empty for a relay that sends no letters
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
        Optional<BackupPlan> backup,
        Optional<SmtpSettings> smtp,
        boolean isSignUpOpen,
        Argon2Cost passphraseCost) {

    private static final Logger LOG = System.getLogger(RelaySettings.class.getName());

    /**
     * What everybody may know of it.
     *
     * @param base what links to it begin with
     */
    app.vaultnotes.proto.v1.Relay about(String base) {
        String version = RelaySettings.class.getPackage().getImplementationVersion();
        return app.vaultnotes.proto.v1.Relay.newBuilder()
                .setName(Objects.requireNonNullElse(URI.create(base).getHost(), base))
                .setVersion(Objects.requireNonNullElse(version, ""))
                .setAddress(base.endsWith("/") ? base : base + "/")
                .setFingerprint(listening.tls().flatMap(Certificate::fingerprint).orElse(""))
                .setOpenSignUp(isSignUpOpen)
                .build();
    }

    /** Where the ledger of erasures is. */
    Path erased() {
        return data.resolve("erased");
    }

    /** Where what links begin with is written down, for commands. */
    Path addressFile() {
        return data.resolve("address");
    }

    /** Opens where its blobs are. */
    public BlobStore openBlobs() {
        return s3.isPresent()
                ? S3BlobStore.open(s3.get())
                : FileBlobStore.open(data.resolve("blobs"));
    }

    /**
     * Opens the way to its mail server, if it has one.
     *
     * @throws ServeException when the certificates cannot be read that it is to be trusted by
     */
    Optional<Smtp> openSmtp(InstantSource clock) {
        return smtp.map(settings -> {
            try {
                return new Smtp(settings, clock);
            } catch (SmtpException e) {
                throw new ServeException(e.detail(), "Let smtp.ca-file name a file of PEM.", e);
            }
        });
    }

    /**
     * Where nobody else could look into the folder, what is many files and private from the start
     * is passed over.
     */
    private void mend() throws IOException {
        Set<Path> except =
                Privacy.isPrivate(data)
                        ? Set.of(
                                data.resolve("blobs").resolve("blobs"),
                                data.resolve("postgres").resolve("data"))
                        : Set.of();
        int mended = Privacy.mend(data, except);
        if (mended > 0) {
            LOG.log(
                    Level.WARNING,
                    "{0} files and folders in {1} were open to others and are their owner''s now",
                    mended,
                    data);
        }
    }

    /** Makes its folder when it is missing. */
    void makeFolder() {
        try {
            Privacy.makeFolder(data);
            mend();
        } catch (IOException e) {
            throw new ServeException(
                    "The folder " + data + " cannot be made: " + e.getMessage(),
                    "Name another with --data, or let this user write there.",
                    e);
        }
    }
}
