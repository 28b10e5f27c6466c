package app.vaultnotes.vault;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.Ack;
import app.vaultnotes.proto.v1.Closed;
import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Incarnation;
import app.vaultnotes.proto.v1.Opened;
import app.vaultnotes.proto.v1.Refused;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.Statement;
import app.vaultnotes.proto.v1.StoredRecord;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.Trimmed;
import app.vaultnotes.proto.v1.VaultDevice;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.Signing;
import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** What a relay says, true or not: messages about one vault, in the words of the protocol. */
final class LyingRelay {

    static final String LIFE = "first";

    private final Id vault;

    LyingRelay(Id vault) {
        this.vault = vault;
    }

    static byte[] key(int number) {
        byte[] key = new byte[Signing.KEY_BYTES];
        Arrays.fill(key, (byte) number);
        return key;
    }

    static VaultDevice device(Id id, byte[] key) {
        return VaultDevice.newBuilder()
                .setDeviceId(id.toString())
                .setAccountId(id.toString())
                .setName("somebody's")
                .setPublicKey(ByteString.copyFrom(Signing.publicKey(key)))
                .build();
    }

    ToClient opened(long head, String life) {
        return opened(vault, head, life);
    }

    ToClient opened(Id of, long head, String life) {
        return ToClient.newBuilder()
                .setOpened(
                        Opened.newBuilder()
                                .setVaultId(of.toString())
                                .setHead(head)
                                .setIncarnation(Incarnation.newBuilder().setId(life))
                                .setRole(Role.EDITOR))
                .build();
    }

    ToClient records(long head, StoredRecord... records) {
        return records(vault, head, records);
    }

    ToClient records(Id of, long head, StoredRecord... records) {
        return ToClient.newBuilder()
                .setRecords(
                        app.vaultnotes.proto.v1.Records.newBuilder()
                                .setVaultId(of.toString())
                                .setHead(head)
                                .addAllRecords(List.of(records)))
                .build();
    }

    /** A record that is signed by a key. */
    static StoredRecord stored(long vaultSeq, LogRecord record, byte[] key) {
        return unsigned(vaultSeq, record).toBuilder()
                .setSignature(ByteString.copyFrom(Signing.batch(record).sign(key)))
                .build();
    }

    static StoredRecord unsigned(long vaultSeq, LogRecord record) {
        return StoredRecord.newBuilder()
                .setVaultSeq(vaultSeq)
                .setRecord(ByteString.copyFrom(record.toByteArray()))
                .build();
    }

    static StoredRecord bytes(long vaultSeq, byte[] bytes) {
        return StoredRecord.newBuilder()
                .setVaultSeq(vaultSeq)
                .setRecord(ByteString.copyFrom(bytes))
                .build();
    }

    static StoredRecord trimmed(long vaultSeq, Id document, Id device, long seq, Hash hash) {
        return StoredRecord.newBuilder()
                .setVaultSeq(vaultSeq)
                .setTrimmed(
                        Trimmed.newBuilder()
                                .setDocId(document.toString())
                                .setDeviceId(device.toString())
                                .setDeviceSeq(seq)
                                .setHash(ByteString.copyFrom(hash.toByteArray())))
                .build();
    }

    /** The same place with another payload. */
    static LogRecord with(LogRecord record, UUID ofVault, byte[] payload) {
        LogRecord.Place place =
                new LogRecord.Place(
                        ofVault,
                        record.doc(),
                        record.device(),
                        record.deviceSeq(),
                        record.previous());
        return LogRecord.cut(place, record.kind(), 0, payload);
    }

    ToClient ack(Id device, long seq) {
        return ToClient.newBuilder()
                .setAck(
                        Ack.newBuilder()
                                .setVaultId(vault.toString())
                                .setDeviceId(device.toString())
                                .setDeviceSeq(seq))
                .build();
    }

    ToClient refused(ErrorCode code, long deviceSeq, long last) {
        return ToClient.newBuilder()
                .setRefused(
                        Refused.newBuilder()
                                .setVaultId(vault.toString())
                                .setDeviceSeq(deviceSeq)
                                .setError(
                                        Error.newBuilder()
                                                .setCode(code)
                                                .setMessage("no")
                                                .setLastDeviceSeq(last)))
                .build();
    }

    ToClient closed(ErrorCode code) {
        return ToClient.newBuilder()
                .setClosed(
                        Closed.newBuilder()
                                .setVaultId(vault.toString())
                                .setReason(Error.newBuilder().setCode(code).setMessage("no")))
                .build();
    }

    static ToClient says(Statement statement) {
        return ToClient.newBuilder().setStatement(statement).build();
    }
}
