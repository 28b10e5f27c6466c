package app.vaultnotes.ui.sharing;

import app.vaultnotes.vault.account.Account;
import app.vaultnotes.vault.account.InvitationLink;
import app.vaultnotes.vault.account.TrustedRelay;
import app.vaultnotes.vault.relay.RelayAddress;
import app.vaultnotes.vault.relay.RelayIdentity;
import java.util.Optional;

/**
 * How one signs in: says where, looks at who the relay is, and says who one is. What waits for a
 * relay says so, and fails as {@link app.vaultnotes.vault.account.SigningIn} does.
 */
public final class SignIn {

    /** Relays take no passphrase that is shorter, in characters. */
    public static final int LEAST_CHARACTERS = 15;

    private final Door door;

    /** What signing in needs of this machine. All but {@link #known} wait for the relay. */
    public interface Door {
        /** The account that this machine has on a relay. */
        Optional<Account> known(RelayAddress relay);

        /** Who a relay is; nothing secret is said to it. */
        RelayIdentity identity(RelayAddress relay);

        /** Signs in. */
        Account login(TrustedRelay relay, String email, String passphrase);

        /** Makes an account, or uses the secret of a link. */
        Account create(TrustedRelay relay, String email, String passphrase, String secret);
    }

    /**
     * Where one signs in.
     *
     * @param link by which; empty where one has an account, or where anybody may make one
     */
    public record Place(RelayAddress relay, Optional<InvitationLink> link) {}

    /**
     * A relay as it has shown itself.
     *
     * @param isOpen whether anybody may make an account there
     * @param fingerprint of its certificate, when a person has to compare it first
     * @param before the fingerprint that was trusted until now, when it is another one
     * @param known the account that this machine has there
     */
    public record Met(
            Place place,
            TrustedRelay relay,
            boolean isOpen,
            Optional<String> fingerprint,
            Optional<String> before,
            Optional<Account> known) {}

    /** What is wrong with what was typed. */
    public enum Fault {
        /** It is no address of a person. */
        NO_EMAIL,
        /** There is no passphrase. */
        NO_PASSPHRASE,
        /** A new passphrase is too short. */
        SHORT_PASSPHRASE,
        /** A new passphrase was not typed twice the same. */
        OTHER_PASSPHRASE
    }

    /** Signing in through a door. */
    public SignIn(Door door) {
        this.door = door;
    }

    /**
     * Reads what was typed: the address of a relay, or a link.
     *
     * @throws app.vaultnotes.vault.relay.RelayFailure when it is no address
     * @throws app.vaultnotes.vault.VaultException when it is no link
     */
    public static Place read(String typed) {
        if (typed.indexOf('#') >= 0) {
            InvitationLink link = InvitationLink.parse(typed);
            return new Place(link.relay(), Optional.of(link));
        }
        return new Place(RelayAddress.parse(typed), Optional.empty());
    }

    /** Meets the relay. Waits for it. */
    public Met meet(Place place) {
        RelayIdentity identity = door.identity(place.relay());
        Optional<Account> known = door.known(place.relay());
        Optional<String> trusted = known.flatMap(account -> account.trust().fingerprint());
        Optional<String> shown = identity.unknownFingerprint();
        boolean isTrusted = shown.isPresent() && shown.equals(trusted);
        return new Met(
                place,
                new TrustedRelay(place.relay(), identity.trust()),
                identity.relay().getOpenSignUp(),
                isTrusted ? Optional.empty() : shown,
                isTrusted || shown.isEmpty() ? Optional.empty() : trusted,
                known);
    }

    /** The first thing that is wrong with what a person says of themselves. */
    public static Optional<Fault> fault(
            String email, String passphrase, String again, boolean isNew) {
        if (!email.strip().matches("[^@\\s]+@[^@\\s]+")) {
            return Optional.of(Fault.NO_EMAIL);
        }
        if (passphrase.isEmpty()) {
            return Optional.of(Fault.NO_PASSPHRASE);
        }
        if (!isNew) {
            return Optional.empty();
        }
        if (passphrase.codePointCount(0, passphrase.length()) < LEAST_CHARACTERS) {
            return Optional.of(Fault.SHORT_PASSPHRASE);
        }
        return again.equals(passphrase) ? Optional.empty() : Optional.of(Fault.OTHER_PASSPHRASE);
    }

    /** Signs in to an account that is there. Waits for the relay. */
    public Account login(Met met, String email, String passphrase) {
        return door.login(met.relay(), email.strip(), passphrase);
    }

    /** Makes an account, by the link when there is one. Waits for the relay. */
    public Account create(Met met, String email, String passphrase) {
        String secret = met.place().link().map(InvitationLink::secret).orElse("");
        return door.create(met.relay(), email.strip(), passphrase, secret);
    }
}
