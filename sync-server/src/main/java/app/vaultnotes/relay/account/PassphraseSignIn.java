package app.vaultnotes.relay.account;

import app.vaultnotes.proto.v1.ChangePassphraseRequest;
import app.vaultnotes.proto.v1.ChangePassphraseResponse;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Session;
import app.vaultnotes.proto.v1.SignInRequest;
import app.vaultnotes.relay.audit.Audit;
import app.vaultnotes.relay.audit.AuditEvent;
import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.relay.call.EmailAddress;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.clock.RelayClock;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.relay.database.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Signing in by passphrase, and setting another. */
final class PassphraseSignIn {

    private final Database database;
    private final RelayClock clock;
    private final Passphrases passphrases;
    private final Sessions sessions;
    private final Audit audit;
    private final LockOut lockOut;

    PassphraseSignIn(
            Database database,
            RelayClock clock,
            Passphrases passphrases,
            Sessions sessions,
            Audit audit) {
        this.database = database;
        this.clock = clock;
        this.passphrases = passphrases;
        this.sessions = sessions;
        this.audit = audit;
        lockOut = new LockOut(database, clock);
    }

    Session signIn(SignInRequest request) {
        EmailAddress email = EmailAddress.parse(request.getEmail());
        String passphrase = request.getPassphrase();
        PassphraseRules.requireShort("passphrase", passphrase);
        Accounts.Known known = requireRight(email, passphrase);
        String renewed =
                passphrases.isOutdated(known.passphraseHash())
                        ? passphrases.hash(passphrase)
                        : null;
        return sessions.announce(
                database.transact(Scope.gate(), rows -> open(rows, known, renewed)));
    }

    private static RelayException wrong() {
        return new RelayException(
                ErrorCode.WRONG_CREDENTIALS, "The address or the passphrase is wrong.", "");
    }

    /**
     * The account of an address and its passphrase. Does the same and takes as long when there is
     * no such account.
     */
    private Accounts.Known requireRight(EmailAddress email, String passphrase) {
        LockOut.Before before = lockOut.begin(email);
        Optional<Accounts.Known> known =
                database.transact(Scope.gate(), rows -> Accounts.find(rows, email));
        String kept = known.map(Accounts.Known::passphraseHash).orElse(null);
        if (!isRight(email, passphrase, kept, before)) {
            UUID account = known.map(Accounts.Known::id).orElse(null);
            database.transact(Scope.gate(), rows -> writeFailure(rows, account));
            throw wrong();
        }
        return known.orElseThrow();
    }

    private boolean isRight(
            EmailAddress email, String passphrase, @Nullable String kept, LockOut.Before before) {
        try {
            return passphrases.isRight(passphrase, kept);
        } catch (RelayException tooBusy) {
            lockOut.takeBack(email, before);
            throw tooBusy;
        }
    }

    private boolean writeFailure(Transaction rows, @Nullable UUID account) throws SQLException {
        if (account == null) {
            UnknownFailures.note(rows, audit, clock.steadyMillis());
        } else {
            audit.write(rows, AuditEvent.SIGN_IN_FAILED, account);
        }
        return true;
    }

    private Sessions.Opened open(
            Transaction rows, Accounts.Known known, @Nullable String renewedHash)
            throws SQLException {
        Accounts.lock(rows, known.id()).requireActive();
        requireUnchanged(rows, known);
        if (renewedHash != null) {
            Accounts.setPassphrase(rows, known.id(), renewedHash);
        }
        LockOut.clear(rows, known.email());
        Sessions.Opened opened = sessions.open(rows, known.id(), null);
        audit.write(rows, AuditEvent.SIGNED_IN, known.id());
        return opened;
    }

    /** Checking takes a while, in which somebody may have set another passphrase. */
    private static void requireUnchanged(Transaction rows, Accounts.Known known)
            throws SQLException {
        boolean isSame =
                Accounts.find(rows, known.id())
                        .filter(now -> now.passphraseHash().equals(known.passphraseHash()))
                        .isPresent();
        if (!isSame) {
            throw wrong();
        }
    }

    /**
     * Goes on only with the passphrase of the caller's own account.
     *
     * @throws RelayException WRONG_CREDENTIALS, RATE_LIMITED
     */
    void prove(Caller caller, String passphrase) {
        PassphraseRules.requireShort("passphrase", passphrase);
        Accounts.Known known =
                database.transact(Scope.gate(), rows -> Accounts.find(rows, caller.account()))
                        .orElseThrow(Sessions::unauthenticated);
        requireRight(known.email(), passphrase);
    }

    ChangePassphraseResponse change(Caller caller, ChangePassphraseRequest request) {
        Accounts.Known known =
                database.transact(Scope.gate(), rows -> Accounts.find(rows, caller.account()))
                        .orElseThrow(Sessions::unauthenticated);
        PassphraseRules.requireGood("new_passphrase", request.getNewPassphrase(), known.email());
        boolean isProved = !request.getOldPassphrase().isEmpty();
        if (isProved) {
            PassphraseRules.requireShort("old_passphrase", request.getOldPassphrase());
            requireRight(known.email(), request.getOldPassphrase());
        } else if (caller.device() == null) {
            throw wrong();
        }
        String hash = passphrases.hash(request.getNewPassphrase());
        List<UUID> ended =
                database.transact(
                        Scope.gate(), rows -> change(rows, caller, isProved ? known : null, hash));
        sessions.revoked(ended);
        return ChangePassphraseResponse.getDefaultInstance();
    }

    private List<UUID> change(
            Transaction rows, Caller caller, Accounts.@Nullable Known proved, String hash)
            throws SQLException {
        Accounts.lock(rows, caller.account()).requireActive();
        SessionRow session =
                SessionRow.lock(rows, caller.session()).orElseThrow(Sessions::unauthenticated);
        if (proved == null && session.device() == null) {
            throw wrong();
        }
        if (proved != null) {
            requireUnchanged(rows, proved);
            LockOut.clear(rows, proved.email());
        }
        Accounts.setPassphrase(rows, caller.account(), hash);
        List<UUID> ended = Sessions.endOthers(rows, caller.account(), caller.session());
        audit.write(rows, AuditEvent.PASSPHRASE_CHANGED, caller.account());
        return ended;
    }
}
