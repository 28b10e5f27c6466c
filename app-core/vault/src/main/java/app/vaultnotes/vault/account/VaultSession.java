package app.vaultnotes.vault.account;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.vault.Records;
import app.vaultnotes.vault.relay.RelayFailure;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A vault's way to its relay: signed in as the device that the vault is on, whichever that is by
 * then. A device that the relay does not have is bound first. Safe for many threads.
 *
 * <p>What fails is as {@link SignedIn} has it.
 */
public final class VaultSession implements AutoCloseable {

    private final SigningIn signingIn;
    private final Account account;
    private final Records records;

    private final ReentrantLock turn = new ReentrantLock(true);
    private @Nullable SignedIn device;
    private boolean isRemembered;

    VaultSession(SigningIn signingIn, Account account, Records records) {
        this.signingIn = signingIn;
        this.account = account;
        this.records = records;
    }

    /** The account through which the vault is exchanged. */
    public Account account() {
        return account;
    }

    /**
     * A token of the vault's device that is good for minutes, and the device's key. Waits for the
     * relay, unless there is one already.
     *
     * <p>Where the relay has another device under the vault's id, whose key is not here, the vault
     * goes on as a new one: its records that were not acknowledged are cut anew.
     */
    public Access access() {
        return with(SignedIn::access);
    }

    /** The same after the relay has refused a token that should have been good. */
    public Access accessAfter(Access refused) {
        return with(signedIn -> signedIn.accessAfter(refused));
    }

    private interface Getting {
        Access from(SignedIn signedIn);
    }

    private Access with(Getting getting) {
        turn.lock();
        try {
            return gotten(getting);
        } catch (RelayFailure e) {
            if (e.error().getCode() != ErrorCode.TAKEN) {
                throw e;
            }
            signingIn.forget(records.device());
            records.startAnew();
            return gotten(getting);
        } finally {
            turn.unlock();
        }
    }

    private Access gotten(Getting getting) {
        Id now = records.device();
        SignedIn known = device;
        if (known == null || !known.device().equals(now)) {
            close();
            known = signingIn.asVault(account, now);
            device = known;
            isRemembered = false;
        }
        Access access = getting.from(known);
        if (!isRemembered) {
            signingIn.bound(account, now);
            isRemembered = true;
        }
        return access;
    }

    /** Ends the session, as {@link SignedIn#close} does. */
    @Override
    public void close() {
        turn.lock();
        try {
            SignedIn last = device;
            device = null;
            if (last != null) {
                last.close();
            }
        } finally {
            turn.unlock();
        }
    }
}
