package app.vaultnotes.cli;

import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.account.Account;
import app.vaultnotes.vault.account.InvitationLink;
import app.vaultnotes.vault.account.TrustedRelay;
import app.vaultnotes.vault.relay.RelayAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How a machine comes to be signed in. */
final class SignInCommands {

    private SignInCommands() {}

    /** What both take. */
    @Command
    abstract static class Entering extends RelayCommand {
        @Option(
                names = "--email",
                paramLabel = "E",
                description = "The account's address; asked for unless given.")
        private @Nullable String email;

        @Option(
                names = "--passphrase-file",
                paramLabel = "FILE",
                description = "A file whose first line is the passphrase; asked for unless given.")
        private @Nullable Path file;

        @Option(
                names = "--fingerprint",
                paramLabel = "SHA256",
                description =
                        "Trust the certificate of this fingerprint, which the relay prints when it"
                                + " starts; needed where nobody can be asked whether it is right.")
        private @Nullable String fingerprint;

        Entering(Context context) {
            super(context);
        }

        TrustedRelay trusted(LocalRelays relays, RelayAddress address) {
            return new FirstTrust(relays, asking(), terminal())
                    .of(address, Optional.ofNullable(fingerprint));
        }

        String email() {
            return Optional.ofNullable(email)
                    .or(() -> asking().line("Your email address:"))
                    .orElseThrow(() ->
                            new WrongUsage(
                                    "There is no address of an account.", "Name it: --email E"));
        }

        String passphrase(boolean isNew) {
            return isNew
                    ? newPassphrase(file, "A passphrase, 15 characters or more:")
                    : passphrase(file, "Your passphrase:");
        }

        /** Makes an account by a link. */
        Account create(LocalRelays relays, InvitationLink link) {
            TrustedRelay relay = trusted(relays, link.relay());
            return relays.signingIn().create(relay, email(), passphrase(true), link.secret());
        }

        int entered(LocalRelays relays, Account account, String what) {
            String place = relays.placeOfKeys();
            if (json()) {
                print(
                        Json.shape(
                                "relay", account.relay(), "email", account.email(), "keys", place));
            } else {
                say(what + " " + account.relay() + " as " + account.email() + ".");
                say("The key of this machine is kept in " + place + ".");
            }
            return 0;
        }
    }

    /** {@code account create}. */
    @Command(
            name = "create",
            description = {
                "Make an account and sign this machine in.",
                "A link gives an account, one into a vault joins it as well; a link to a new"
                        + " passphrase sets that."
            })
    static final class Create extends Entering {
        @Option(
                names = "--link",
                paramLabel = "L",
                description = "The link you got; needed unless anybody can make an account there.")
        private @Nullable String link;

        Create(Context context) {
            super(context);
        }

        @Override
        int run(LocalRelays relays) {
            Optional<InvitationLink> given = Optional.ofNullable(link).map(InvitationLink::parse);
            RelayAddress address =
                    named().or(() -> given.map(InvitationLink::relay))
                            .orElseGet(() -> relay(relays));
            given.map(InvitationLink::relay)
                    .filter(relay -> !relay.equals(address))
                    .ifPresent(other -> {
                        throw new VaultException(
                                VaultException.Code.INVALID,
                                "The link is one of " + other + ", not of " + address + ".",
                                "Leave --relay out, or look whether the link is right.");
                    });
            TrustedRelay relay = trusted(relays, address);
            String secret = given.map(InvitationLink::secret).orElse("");
            return entered(
                    relays,
                    relays.signingIn().create(relay, email(), passphrase(true), secret),
                    "The account is there: this machine is signed in to");
        }
    }

    /** {@code account login}. */
    @Command(
            name = "login",
            description =
                    "Sign this machine in. From then on it signs in by a key of its own; the"
                            + " passphrase is kept nowhere.")
    static final class Login extends Entering {
        Login(Context context) {
            super(context);
        }

        @Override
        int run(LocalRelays relays) {
            TrustedRelay relay = trusted(relays, relay(relays));
            return entered(
                    relays,
                    relays.signingIn().login(relay, email(), passphrase(false)),
                    "This machine is signed in to");
        }
    }
}
