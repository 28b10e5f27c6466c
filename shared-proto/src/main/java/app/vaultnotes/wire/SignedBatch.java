package app.vaultnotes.wire;

import app.vaultnotes.proto.v1.Batch;
import app.vaultnotes.proto.v1.ErrorCode;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Records of one device and one vault that follow each other, and a signature over the last, which
 * proves the others by the hashes in them. Whether the device may sign is not looked at here.
 *
 * @param records at least one
 * @param signature 64 bytes
 */
public record SignedBatch(List<LogRecord> records, byte[] signature) {

    /** Keeps the list as it is now. */
    public SignedBatch {
        records = List.copyOf(records);
    }

    /**
     * Signs records.
     *
     * @param privateKey of the device, 32 bytes
     */
    public static SignedBatch sign(List<LogRecord> records, byte[] privateKey) {
        byte[] signature = Signing.batch(records.get(records.size() - 1)).sign(privateKey);
        return new SignedBatch(records, signature);
    }

    /**
     * Reads a batch and checks all but its signature.
     *
     * @throws WireException when it is too large, a record breaks a rule, or the records do not
     *     follow each other
     */
    public static SignedBatch parse(Batch message) {
        UUID vault = WireId.parse("the vault of a batch", message.getVaultId());
        requireSize(message.getRecordsList());
        List<LogRecord> records = new ArrayList<>(message.getRecordsCount());
        for (ByteString bytes : message.getRecordsList()) {
            LogRecord record = LogRecord.parse(bytes.toByteArray());
            if (!record.vault().equals(vault)) {
                throw WireException.invalid("record " + record.deviceSeq() + " of another vault");
            }
            if (!records.isEmpty()) {
                requireFollows(records.get(records.size() - 1), record);
            }
            records.add(record);
        }
        return new SignedBatch(records, message.getSignature().toByteArray());
    }

    private static void requireSize(List<ByteString> records) {
        if (records.isEmpty()) {
            throw WireException.invalid("a batch without records");
        }
        if (records.size() > WireLimits.BATCH_RECORDS) {
            throw tooLarge("a batch of " + records.size() + " records");
        }
        long bytes = records.stream().mapToLong(ByteString::size).sum();
        if (bytes > WireLimits.BATCH_BYTES) {
            throw tooLarge("a batch of " + bytes + " bytes");
        }
    }

    private static WireException tooLarge(String message) {
        return new WireException(ErrorCode.TOO_LARGE, message);
    }

    private static void requireFollows(LogRecord before, LogRecord record) {
        boolean follows =
                record.device().equals(before.device())
                        && record.deviceSeq() == before.deviceSeq() + 1
                        && record.previous().equals(before.hash());
        if (!follows) {
            throw new WireException(
                    ErrorCode.BAD_PROOF,
                    "record " + record.deviceSeq() + " does not follow " + before.deviceSeq());
        }
    }

    /** The first record. */
    public LogRecord first() {
        return records.get(0);
    }

    /** The last record, which is signed. */
    public LogRecord last() {
        return records.get(records.size() - 1);
    }

    /** Whether a device with this public key has signed it. */
    public boolean isSignedBy(byte[] publicKey) {
        return Signing.batch(last()).isSigned(publicKey, signature);
    }

    /** As it is sent. */
    public Batch toMessage() {
        Batch.Builder message = Batch.newBuilder().setVaultId(WireId.text(first().vault()));
        records.forEach(record -> message.addRecords(ByteString.copyFrom(record.toByteArray())));
        return message.setSignature(ByteString.copyFrom(signature)).build();
    }
}
