package app.vaultnotes.relay.account;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.Session;
import app.vaultnotes.proto.v1.SignUpRequest;
import app.vaultnotes.relay.audit.Audit;
import app.vaultnotes.relay.audit.AuditEvent;
import app.vaultnotes.relay.call.EmailAddress;
import app.vaultnotes.relay.call.Fields;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.call.Secret;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.relay.database.Transaction;
import app.vaultnotes.relay.vault.AccessListener;
import app.vaultnotes.relay.vault.Invitations;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Making accounts, and giving one a new passphrase by a reset's link. */
final class SignUp {

    private static final int LONGEST_SECRET = 200;
    private static final String INSERT =
            "INSERT INTO account (account_id, email, email_key, passphrase, is_admin,"
                    + " created_millis) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";

    private final Database database;
    private final InstantSource clock;
    private final Passphrases passphrases;
    private final Sessions sessions;
    private final Invitations invitations;
    private final Audit audit;
    private final AccessListener listener;
    private final boolean isOpen;

    SignUp(
            Database database,
            InstantSource clock,
            Passphrases passphrases,
            Sessions sessions,
            Invitations invitations,
            Audit audit,
            AccessListener listener,
            boolean isOpen) {
        this.database = database;
        this.clock = clock;
        this.passphrases = passphrases;
        this.sessions = sessions;
        this.invitations = invitations;
        this.audit = audit;
        this.listener = listener;
        this.isOpen = isOpen;
    }

    /** What a request is about, and the hash of its passphrase. */
    private record Asked(EmailAddress email, @Nullable Secret invitation, String hash) {
        /** Without the hash. */
        @Override
        public String toString() {
            return "a sign-up";
        }
    }

    /** What came of it: a session, the sessions that ended, the vault that was joined. */
    private record Done(
            Sessions.Opened opened, List<UUID> ended, @Nullable UUID vault, Role role) {}

    /** Looks whether it would be taken before it takes the time to hash, and then once more. */
    Session signUp(SignUpRequest request) {
        EmailAddress email = EmailAddress.parse(request.getEmail());
        Secret invitation = invitation(request.getInvitation());
        PassphraseRules.requireGood("passphrase", request.getPassphrase(), email);
        database.transact(Scope.gate(), rows -> requireAllowed(rows, email, invitation));
        Asked asked = new Asked(email, invitation, passphrases.hash(request.getPassphrase()));
        Done done = database.transact(Scope.gate(), rows -> signUp(rows, asked));
        sessions.revoked(done.ended());
        tell(done);
        return sessions.announce(done.opened());
    }

    private static @Nullable Secret invitation(String text) {
        if (text.length() > LONGEST_SECRET) {
            throw forbidden();
        }
        return text.isEmpty() ? null : Secret.shown(text);
    }

    private void tell(Done done) {
        UUID vault = done.vault();
        if (vault != null) {
            UUID account = Fields.id("account_id", done.opened().session().getAccountId());
            listener.granted(vault, account, done.role());
        }
    }

    private static RelayException forbidden() {
        return new RelayException(
                ErrorCode.FORBIDDEN,
                "Sign-up needs an invitation, and this is none that works for this address.",
                "Ask whoever invited you for another link.");
    }

    /** The invitation of a request; none where sign-up is open and none was given. */
    private Optional<Invitations.Open> requireAllowed(
            Transaction rows, EmailAddress email, @Nullable Secret invitation) throws SQLException {
        if (invitation == null && !isOpen) {
            throw forbidden();
        }
        Optional<Invitations.Open> open =
                invitation == null
                        ? Optional.empty()
                        : invitations
                                .find(rows, invitation)
                                .filter(found -> found.purpose().isFor(email));
        if (invitation != null && open.isEmpty()) {
            throw forbidden();
        }
        boolean isReset = open.filter(found -> found.purpose().resets() != null).isPresent();
        if (!isReset && Accounts.find(rows, email).isPresent()) {
            throw taken();
        }
        return open;
    }

    private static RelayException taken() {
        return new RelayException(
                ErrorCode.TAKEN, "The address has an account.", "Sign in with it.");
    }

    private Done signUp(Transaction rows, Asked asked) throws SQLException {
        Optional<Invitations.Open> open = requireAllowed(rows, asked.email(), asked.invitation());
        if (open.isPresent() && !invitations.take(rows, open.get())) {
            throw forbidden();
        }
        Invitations.Purpose purpose =
                open.map(Invitations.Open::purpose)
                        .orElse(Invitations.Purpose.account(false, null));
        UUID resets = purpose.resets();
        return resets == null ? make(rows, asked, purpose) : reset(rows, asked, resets);
    }

    private Done make(Transaction rows, Asked asked, Invitations.Purpose purpose)
            throws SQLException {
        UUID account = UUID.randomUUID();
        EmailAddress email = asked.email();
        int made =
                rows.update(
                        INSERT,
                        account,
                        email.text(),
                        email.key(),
                        asked.hash(),
                        purpose.makesAdmin(),
                        clock.millis());
        if (made == 0) {
            throw taken();
        }
        LockOut.clear(rows, email);
        UUID vault = purpose.vault();
        Role role =
                vault == null
                        ? Role.ROLE_UNSPECIFIED
                        : invitations.join(rows, account, vault, purpose.role());
        Sessions.Opened opened = sessions.open(rows, account, null);
        audit.write(rows, AuditEvent.ACCOUNT_MADE, account);
        if (vault != null) {
            audit.write(rows, AuditEvent.JOINED, account, vault, "");
        }
        return new Done(opened, List.of(), vault, role);
    }

    private Done reset(Transaction rows, Asked asked, UUID account) throws SQLException {
        Accounts.lock(rows, account).requireActive();
        boolean isTheirs =
                Accounts.find(rows, account)
                        .filter(known -> known.email().equals(asked.email()))
                        .isPresent();
        if (!isTheirs) {
            throw forbidden();
        }
        Accounts.setPassphrase(rows, account, asked.hash());
        LockOut.clear(rows, asked.email());
        List<UUID> ended = new ArrayList<>(Sessions.endOthers(rows, account, null));
        Sessions.Opened opened = sessions.open(rows, account, null);
        audit.write(rows, AuditEvent.PASSPHRASE_RESET, account);
        return new Done(opened, ended, null, Role.ROLE_UNSPECIFIED);
    }
}
