package app.vaultnotes.vault.sync;

import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.SignedBatch;
import app.vaultnotes.wire.SignedSnapshot;
import app.vaultnotes.wire.SignedStatement;
import java.util.List;

/** Signs with the key of the device that the vault is on. */
public interface Signer {

    /** The signed batch of these records. */
    SignedBatch sign(List<LogRecord> records);

    /** A statement of this device, signed. */
    SignedStatement sign(SignedStatement statement);

    /** A snapshot that this device made, signed. */
    SignedSnapshot sign(SignedSnapshot snapshot);

    /**
     * Says that this device has read a snapshot and found all in it.
     *
     * @return the signature
     */
    byte[] attest(SignedSnapshot snapshot);
}
