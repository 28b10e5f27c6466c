package app.vaultnotes.vault.account;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.vault.Records;
import app.vaultnotes.vault.Uuids;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.relay.RelayFailure;
import app.vaultnotes.vault.sync.Access;
import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.SignedBatch;
import app.vaultnotes.wire.SignedSnapshot;
import app.vaultnotes.wire.SignedStatement;
import app.vaultnotes.wire.Signing;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A vault's way to its relay: signed in as the device that the vault is on, whichever that is by
 * then. A device that the relay does not have is bound first. Safe for many threads.
 *
 * <p>What fails is as {@link SignedIn} has it.
 */
public final class VaultSession implements Access, AutoCloseable {

    private final SigningIn signingIn;
    private final Account account;
    private final Records records;

    private final ReentrantLock turn = new ReentrantLock(true);
    private volatile @Nullable SignedIn device;
    private @Nullable Pass last;
    private boolean isRemembered;

    /** Is said by threads that must not wait for a pass. */
    private volatile boolean isForgotten;

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
     * A pass for the vault's device that is good for minutes. Waits for the relay, unless there is
     * one already.
     *
     * <p>Where the relay has another device under the vault's id, whose key was never here, the
     * vault goes on as a new one: its records that were not acknowledged are cut anew.
     */
    @Override
    public Pass pass() {
        turn.lock();
        try {
            return gottenAsAnyDevice();
        } catch (VaultException e) {
            // A file that fails now may not later: to sync it is as a relay that does not answer.
            String words = (e.getMessage() + " " + e.hint()).strip();
            throw new RelayFailure(words, Error.getDefaultInstance(), e);
        } finally {
            turn.unlock();
        }
    }

    private Pass gottenAsAnyDevice() {
        try {
            return gotten();
        } catch (RelayFailure e) {
            if (e.error().getCode() != ErrorCode.TAKEN) {
                throw e;
            }
            signingIn.forget(records.device());
            records.startAnew();
            return gotten();
        }
    }

    private Pass gotten() {
        Id now = records.device();
        SignedIn known = device;
        if (known == null || !known.key().device().equals(now)) {
            close();
            known = signingIn.asVault(account, now);
            device = known;
            isRemembered = false;
        }
        Pass former = last;
        if (isForgotten && former != null) {
            known.forget(former.accessToken());
        }
        isForgotten = false;
        Pass pass = known.pass();
        if (!isRemembered) {
            signingIn.bound(account, now);
            isRemembered = true;
        }
        last = pass;
        return pass;
    }

    @Override
    public void forget() {
        isForgotten = true;
    }

    @Override
    public SignedBatch sign(List<LogRecord> batch) {
        return key().signed(privateKey -> SignedBatch.sign(batch, privateKey));
    }

    @Override
    public SignedStatement sign(SignedStatement statement) {
        return key().signed(statement::sign);
    }

    @Override
    public SignedSnapshot sign(SignedSnapshot snapshot) {
        return key().signed(snapshot::sign);
    }

    @Override
    public byte[] attest(SignedSnapshot snapshot) {
        DeviceKey own = key();
        Signing.Message message =
                SignedSnapshot.attestation(
                        snapshot.vault(), snapshot.doc(), snapshot.hash(), Uuids.of(own.device()));
        return own.sign(message);
    }

    /**
     * By which the device signs what it says that the last pass is for.
     *
     * @throws IllegalStateException before the first
     */
    public DeviceKey key() {
        SignedIn known = device;
        if (known == null) {
            throw new IllegalStateException("nothing is signed before a pass was had");
        }
        return known.key();
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
