package app.vaultnotes.relay.cli;

import app.vaultnotes.relay.account.User;
import app.vaultnotes.relay.backup.Backup;
import app.vaultnotes.relay.backup.Restore;
import app.vaultnotes.relay.blob.Privacy;
import app.vaultnotes.relay.call.EmailAddress;
import app.vaultnotes.relay.mail.Letter;
import app.vaultnotes.relay.mail.Smtp;
import app.vaultnotes.relay.mail.SmtpException;
import app.vaultnotes.relay.serve.Administration;
import app.vaultnotes.relay.serve.ServeException;
import app.vaultnotes.relay.vault.Invitations;
import app.vaultnotes.wire.WireId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks after a relay: its accounts and its backups. */
@Command(
        name = "admin",
        description = {
            "Looks after a relay, whether or not it runs: its accounts and its backups.",
            "What is changed here reaches a relay that runs at once."
        },
        synopsisSubcommandLabel = "COMMAND")
final class AdminCommand {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int PAGE = 1_000;

    @Spec private CommandSpec spec = CommandSpec.create();

    private void answer(RelayOptions options, Object forScripts, String words) {
        options.answer(spec.commandLine().getOut(), forScripts, words);
    }

    private static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    @Command(
            name = "backup",
            description = "Writes a backup of all of the relay into a folder of its own in DEST.")
    int backup(
            @Mixin RelayOptions options,
            @Parameters(paramLabel = "DEST", description = "The folder for all backups.") Path home,
            @Option(
                            names = "--keep",
                            paramLabel = "N",
                            defaultValue = "0",
                            description = "Keep the newest N there; all by default.")
                    int keep) {
        if (keep < 0) {
            throw new ServeException("--keep is 0 for all or how many stay, not " + keep + ".", "");
        }
        try (Administration relay = Administration.open(options.settings())) {
            Backup.Made made = relay.backUp(home, keep);
            answer(
                    options,
                    object(
                            "folder", made.folder().toString(),
                            "rows", made.rows(),
                            "blobs", made.blobs(),
                            "blobBytes", made.blobBytes(),
                            "missingBlobs", made.missingBlobs()),
                    "%s: %d rows, %d blobs of %d bytes, read back and right."
                            .formatted(made.folder(), made.rows(), made.blobs(), made.blobBytes()));
            return made.missingBlobs() == 0 ? DONE : warned(made.missingBlobs());
        }
    }

    private int warned(long missing) {
        spec.commandLine()
                .getErr()
                .println(
                        ("vaultnotes: The relay itself has lost %d blobs; the backup is whole but"
                                        + " for those.\nDevices that have them put them again.")
                                .formatted(missing));
        return FAILED;
    }

    @Command(
            name = "restore",
            description = {
                "Makes a relay that does not run what it was when a backup was taken.",
                "The backup is checked first; if it is not whole nothing changes."
            })
    int restore(
            @Mixin RelayOptions options,
            @Parameters(
                            paramLabel = "SRC",
                            description = "A backup, or a folder of which the newest is taken.")
                    Path source,
            @Option(names = "--replace", description = "What the relay has may go.")
                    boolean replaces) {
        Restore.Restored done = Administration.restore(options.settings(), source, replaces);
        answer(
                options,
                object(
                        "backup", done.backup().toString(),
                        "takenMillis", done.takenMillis(),
                        "incarnation", WireId.text(done.incarnation()),
                        "rows", done.rows(),
                        "blobs", done.blobs(),
                        "missingBlobs", done.missingBlobs(),
                        "erasedAgain", done.erasedAgain()),
                ("The relay is as it was at %s: %d rows, %d blobs, read back and right."
                                + " %d that were erased or revoked since are so again.")
                        .formatted(
                                Instant.ofEpochMilli(done.takenMillis()),
                                done.rows(),
                                done.blobs(),
                                done.erasedAgain()));
        return DONE;
    }

    @Command(name = "users", description = "Lists all accounts.")
    int users(@Mixin RelayOptions options) {
        try (Administration relay = Administration.open(options.settings())) {
            List<User> all = new ArrayList<>();
            List<User> page = relay.operator().users("", PAGE);
            while (!page.isEmpty()) {
                all.addAll(page);
                String last = EmailAddress.parse(page.getLast().email()).key();
                page = relay.operator().users(last, PAGE);
            }
            String words = all.stream().map(AdminCommand::line).collect(Collectors.joining("\n"));
            answer(
                    options,
                    all.stream().map(AdminCommand::object).toList(),
                    all.isEmpty() ? "There is no account yet." : words);
        }
        return DONE;
    }

    private static String line(User user) {
        String state = user.suspendedMillis() == null ? "" : ", disabled";
        String admin = user.isAdmin() ? ", admin" : "";
        String quota = user.quotaBytes() == 0 ? "" : " of " + user.quotaBytes();
        return "%s: %d devices, %d vaults, %d%s bytes%s%s"
                .formatted(
                        user.email(),
                        user.devices(),
                        user.vaults(),
                        user.storedBytes(),
                        quota,
                        admin,
                        state);
    }

    private static Map<String, Object> object(User user) {
        Map<String, Object> object =
                object(
                        "accountId", WireId.text(user.account()),
                        "email", user.email(),
                        "admin", user.isAdmin(),
                        "createdMillis", user.createdMillis(),
                        "quotaBytes", user.quotaBytes(),
                        "storedBytes", user.storedBytes(),
                        "vaults", user.vaults(),
                        "devices", user.devices(),
                        "lastSeenMillis", user.lastSeenMillis());
        object.put("disabled", user.suspendedMillis() != null);
        return object;
    }

    @Command(name = "invite", description = "Makes a link to an account, for once and 7 days.")
    int invite(
            @Mixin RelayOptions options,
            @Parameters(
                            paramLabel = "EMAIL",
                            arity = "0..1",
                            description = "Who alone may use it; anybody by default.")
                    @Nullable String email,
            @Option(names = "--admin", description = "The account administers the relay.")
                    boolean makesAdmin) {
        try (Administration relay = Administration.open(options.settings())) {
            EmailAddress wanted = email == null ? null : EmailAddress.parse(email);
            Invitations.Made made = relay.operator().invite(wanted, makesAdmin);
            return wanted == null
                    ? link(options, made)
                    : letter(options, relay, made, wanted, Letter.Purpose.ACCOUNT);
        }
    }

    /** By mail where there is a mail server; a link that has been sent is not shown as well. */
    private int letter(
            RelayOptions options,
            Administration relay,
            Invitations.Made made,
            EmailAddress to,
            Letter.Purpose purpose) {
        Optional<Smtp> smtp = relay.smtp();
        if (smtp.isEmpty()) {
            return link(options, made);
        }
        try {
            smtp.get().send(new Letter(to, purpose, made.link(), made.expiresMillis()));
        } catch (SmtpException e) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "vaultnotes: No letter was sent: %s\nPass the link on yourself."
                                    .formatted(e.detail()));
            return link(options, made);
        }
        answer(
                options,
                object("mailed", to.text(), "expiresMillis", made.expiresMillis()),
                "The link was sent to " + to.text() + ".");
        return DONE;
    }

    private int link(RelayOptions options, Invitations.Made made) {
        answer(
                options,
                object("link", made.link(), "expiresMillis", made.expiresMillis()),
                made.link());
        return DONE;
    }

    @Command(
            name = "reset",
            description = "Makes a link to a new passphrase, for once and 24 hours.")
    int reset(@Mixin RelayOptions options, @Parameters(paramLabel = "EMAIL") String email) {
        try (Administration relay = Administration.open(options.settings())) {
            EmailAddress whose = EmailAddress.parse(email);
            Invitations.Made made = relay.operator().reset(whose);
            return letter(options, relay, made, whose, Letter.Purpose.PASSPHRASE);
        }
    }

    @Command(
            name = "disable",
            description = "Signs an account out and lets it in no more; what it has stays.")
    int disable(@Mixin RelayOptions options, @Parameters(paramLabel = "EMAIL") String email) {
        try (Administration relay = Administration.open(options.settings())) {
            relay.operator().suspend(EmailAddress.parse(email));
        }
        answer(options, object("email", email, "disabled", true), email + " is disabled.");
        return DONE;
    }

    @Command(name = "enable", description = "Lets a disabled account in again.")
    int enable(@Mixin RelayOptions options, @Parameters(paramLabel = "EMAIL") String email) {
        try (Administration relay = Administration.open(options.settings())) {
            relay.operator().resume(EmailAddress.parse(email));
        }
        answer(options, object("email", email, "disabled", false), email + " is enabled.");
        return DONE;
    }

    @Command(
            name = "quota",
            description = "Sets the most that a vault, or all vaults of an account, may take.")
    int quota(
            @Mixin RelayOptions options,
            @Parameters(paramLabel = "EMAIL|VAULT") String whose,
            @Parameters(paramLabel = "BYTES", description = "0 for no limit.") long bytes) {
        try (Administration relay = Administration.open(options.settings())) {
            if (whose.contains("@")) {
                relay.operator().setQuota(EmailAddress.parse(whose), bytes);
            } else {
                relay.operator().setVaultQuota(WireId.parse("the vault", whose), bytes);
            }
        }
        String most = bytes == 0 ? "no limit" : bytes + " bytes at most";
        answer(options, object("of", whose, "quotaBytes", bytes), whose + " has " + most + ".");
        return DONE;
    }

    @Command(name = "export", description = "Writes all that the relay knows of an account.")
    int export(
            @Mixin RelayOptions options,
            @Parameters(paramLabel = "EMAIL") String email,
            @Parameters(paramLabel = "FILE.zip", description = "A file that is not there yet.")
                    Path file)
            throws IOException {
        try (Administration relay = Administration.open(options.settings())) {
            UUID account = relay.operator().account(EmailAddress.parse(email));
            export(relay, account, file);
        }
        answer(options, object("file", file.toString()), file + " has all of " + email + ".");
        return DONE;
    }

    private static void export(Administration relay, UUID account, Path file) throws IOException {
        try (OutputStream out = created(file)) {
            relay.export().write(account, out);
        } catch (FileAlreadyExistsException e) {
            throw new ServeException(file + " is there already.", "Name another file.", e);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static OutputStream created(Path file) throws IOException {
        return Channels.newOutputStream(
                Privacy.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    @Command(
            name = "erase",
            description = "Erases an account and the vaults that nobody else owns, for good.")
    int erase(@Mixin RelayOptions options, @Parameters(paramLabel = "EMAIL") String email) {
        try (Administration relay = Administration.open(options.settings())) {
            relay.erasure().erase(relay.operator().account(EmailAddress.parse(email)));
        }
        answer(options, object("email", email, "erased", true), email + " is erased.");
        return DONE;
    }
}
