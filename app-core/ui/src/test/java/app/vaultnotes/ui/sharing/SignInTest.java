package app.vaultnotes.ui.sharing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.Relay;
import app.vaultnotes.ui.sharing.SignIn.Fault;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.account.Account;
import app.vaultnotes.vault.account.TrustedRelay;
import app.vaultnotes.vault.relay.RelayAddress;
import app.vaultnotes.vault.relay.RelayFailure;
import app.vaultnotes.vault.relay.RelayIdentity;
import app.vaultnotes.vault.relay.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How one signs in, step by step. */
class SignInTest {

    private static final RelayAddress RELAY = RelayAddress.parse("attic.example:8443");
    private static final String SECRET = "MsGnTL-_".repeat(4);
    private static final Trust OLD = Trust.pinned("0a".repeat(32));
    private static final Trust NEW = Trust.pinned("0b".repeat(32));

    private final List<String> asked = new ArrayList<>();

    /** A machine that may know an account, and a relay that shows a certificate. */
    private SignIn signIn(Optional<Trust> known, Trust shown) {
        return new SignIn(
                new SignIn.Door() {
                    @Override
                    public Optional<Account> known(RelayAddress relay) {
                        return known.map(trust -> account(trust, "ann@example.org"));
                    }

                    @Override
                    public RelayIdentity identity(RelayAddress relay) {
                        asked.add("who is " + relay.shown());
                        return new RelayIdentity(
                                Relay.getDefaultInstance(), shown, shown.fingerprint());
                    }

                    @Override
                    public Account login(TrustedRelay relay, String email, String passphrase) {
                        asked.add("login " + email + " " + passphrase);
                        return account(relay.trust(), email);
                    }

                    @Override
                    public Account create(
                            TrustedRelay relay, String email, String passphrase, String secret) {
                        asked.add("create " + email + " " + passphrase + " " + secret);
                        return account(relay.trust(), email);
                    }
                });
    }

    private static Account account(Trust trust, String email) {
        return new Account(RELAY, trust, Id.random(), email, Id.random(), List.of());
    }

    @Test
    void anAddressAndALinkAreTold() {
        assertEquals(new SignIn.Place(RELAY, Optional.empty()), SignIn.read(" attic.example:8443"));
        SignIn.Place byLink = SignIn.read("https://attic.example:8443/join#" + SECRET);
        assertEquals(RELAY, byLink.relay());
        assertEquals(SECRET, byLink.link().orElseThrow().secret());
        assertThrows(VaultException.class, () -> SignIn.read("https://attic.example/join#short"));
        assertThrows(RelayFailure.class, () -> SignIn.read("no address at all"));
    }

    @Test
    void aCertificateThatNobodyVouchesForIsShownBeforeAnythingIsSaid() {
        SignIn.Met met = signIn(Optional.empty(), NEW).meet(SignIn.read("attic.example:8443"));
        assertEquals(NEW.fingerprint(), met.fingerprint());
        assertEquals(Optional.empty(), met.before());
        assertEquals(List.of("who is attic.example:8443"), asked);
    }

    @Test
    void oneThatIsTrustedAlreadyIsNotAskedAboutAgain() {
        SignIn.Met met = signIn(Optional.of(OLD), OLD).meet(SignIn.read("attic.example:8443"));
        assertEquals(Optional.empty(), met.fingerprint());
        assertEquals("ann@example.org", met.known().orElseThrow().email());
        SignIn.Met usual =
                signIn(Optional.empty(), Trust.platform()).meet(SignIn.read("attic.example:8443"));
        assertEquals(Optional.empty(), usual.fingerprint());
    }

    @Test
    void oneThatChangedIsShownBesideTheOld() {
        SignIn.Met met = signIn(Optional.of(OLD), NEW).meet(SignIn.read("attic.example:8443"));
        assertEquals(NEW.fingerprint(), met.fingerprint());
        assertEquals(OLD.fingerprint(), met.before());
    }

    @Test
    void whatWasTypedIsLookedAtBeforeARelayIsAsked() {
        String good = "seven grey herons";
        assertEquals(Optional.of(Fault.NO_EMAIL), SignIn.fault("ann", good, good, true));
        assertEquals(Optional.of(Fault.NO_PASSPHRASE), SignIn.fault("a@b", "", "", false));
        assertEquals(Optional.empty(), SignIn.fault("a@b", "old and short", "", false));
        assertEquals(
                Optional.of(Fault.SHORT_PASSPHRASE),
                SignIn.fault("a@b", "fourteen chars", "fourteen chars", true));
        assertEquals(Optional.of(Fault.OTHER_PASSPHRASE), SignIn.fault("a@b", good, "x", true));
        assertEquals(Optional.empty(), SignIn.fault(" a@b ", good, good, true));
    }

    @Test
    void aLinkIsUsedByWhoeverMakesAnAccount() {
        SignIn signIn = signIn(Optional.empty(), Trust.platform());
        SignIn.Met met = signIn.meet(SignIn.read("https://attic.example:8443/join#" + SECRET));
        asked.clear();
        signIn.create(met, " bob@example.org ", "a passphrase that is long");
        signIn.login(met, "ann@example.org", "hers");
        assertEquals(
                List.of(
                        "create bob@example.org a passphrase that is long " + SECRET,
                        "login ann@example.org hers"),
                asked);
        assertTrue(met.place().link().isPresent());
    }
}
