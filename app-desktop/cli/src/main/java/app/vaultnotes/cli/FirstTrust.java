package app.vaultnotes.cli;

import app.vaultnotes.vault.account.Account;
import app.vaultnotes.vault.account.TrustedRelay;
import app.vaultnotes.vault.relay.RelayAddress;
import app.vaultnotes.vault.relay.RelayIdentity;
import app.vaultnotes.vault.relay.Trust;
import app.vaultnotes.vault.relay.UntrustedCertificate;
import java.util.Optional;

/** By what a relay has to prove itself that this machine signs in to. */
final class FirstTrust {

    private final LocalRelays relays;
    private final Asking asking;
    private final Terminal terminal;

    FirstTrust(LocalRelays relays, Asking asking, Terminal terminal) {
        this.relays = relays;
        this.asking = asking;
        this.terminal = terminal;
    }

    /**
     * A fingerprint that is given counts; else what was trusted before; else the system decides,
     * and where it does not know the certificate, a person who looks at its fingerprint.
     */
    TrustedRelay of(RelayAddress address, Optional<String> fingerprint) {
        return new TrustedRelay(
                address,
                fingerprint
                        .map(Trust::pinned)
                        .or(() -> relays.signingIn().accounts().on(address).map(Account::trust))
                        .orElseGet(() -> asked(address)));
    }

    private Trust asked(RelayAddress address) {
        RelayIdentity identity = relays.identity(address);
        identity.unknownFingerprint().ifPresent(shown -> requireAgreed(address, shown));
        return identity.trust();
    }

    private void requireAgreed(RelayAddress address, String shown) {
        if (asking.isPossible()) {
            terminal.err().println(terminal.lines(words(address, shown)));
        }
        if (!asking.agrees("Is it the same? (yes/no)").orElse(false)) {
            throw new UntrustedCertificate(
                    "The relay at "
                            + address.shown()
                            + " is not trusted: its certificate has the fingerprint "
                            + shown
                            + ".",
                    shown,
                    Optional.empty(),
                    null);
        }
    }

    private static String words(RelayAddress address, String shown) {
        return "Nobody that this machine trusts vouches for the certificate of the relay at "
                + address.shown()
                + ". Its fingerprint is\n  "
                + shown
                + "\nThe relay prints its own when it starts. If that is another one, somebody is in"
                + " between. If this machine's clock is wrong, say no and set it first.";
    }
}
