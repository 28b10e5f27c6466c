package app.vaultnotes.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.Batch;
import app.vaultnotes.proto.v1.ErrorCode;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignedBatchTest {

    private final Cutting cutting = new Cutting(1);

    private SignedBatch sign(List<LogRecord> records) {
        return SignedBatch.sign(records, cutting.privateKey);
    }

    private static ErrorCode refusal(Batch message) {
        return assertThrows(WireException.class, () -> SignedBatch.parse(message)).code();
    }

    @Test
    void itComesBackAsItWas() throws InvalidProtocolBufferException {
        SignedBatch sent = sign(cutting.next(64, 200));
        SignedBatch read = SignedBatch.parse(Batch.parseFrom(sent.toMessage().toByteArray()));
        assertTrue(read.isSignedBy(cutting.publicKey));
        assertEquals(sent.first().hash(), read.first().hash());
        assertEquals(sent.last().hash(), read.last().hash());
        assertEquals(64, read.records().size());
    }

    @Test
    void onlyItsDeviceCanHaveSignedIt() {
        SignedBatch batch = sign(cutting.next(2, 20));
        assertFalse(batch.isSignedBy(new Cutting(2).publicKey));
        assertFalse(batch.isSignedBy(new byte[0]));
        assertFalse(batch.isSignedBy(new byte[Signing.KEY_BYTES]));
        byte[] signature = batch.signature();
        for (int bit = 0; bit < signature.length * Byte.SIZE; bit++) {
            byte[] changed = signature.clone();
            changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertFalse(new SignedBatch(batch.records(), changed).isSignedBy(cutting.publicKey));
        }
        assertFalse(new SignedBatch(batch.records(), new byte[0]).isSignedBy(cutting.publicKey));
    }

    @Test
    void aSignatureIsGoodForOneKindOfThingAlone() {
        byte[] nonce = new byte[Hash.LENGTH];
        byte[] signature =
                new Signing.Message(Signing.Purpose.SIGN_IN)
                        .id(cutting.device)
                        .bytes(nonce)
                        .sign(cutting.privateKey);
        Signing.Message other =
                new Signing.Message(Signing.Purpose.BIND).id(cutting.device).bytes(nonce);
        assertFalse(other.isSigned(cutting.publicKey, signature));
    }

    /** Any record changed, left out, doubled or put elsewhere breaks the chain. */
    @Test
    void recordsThatDoNotFollowEachOtherAreRefused() {
        List<LogRecord> records = cutting.next(4, 20);
        for (int at = 1; at < 3; at++) {
            List<LogRecord> gap = new ArrayList<>(records);
            gap.remove(at);
            assertEquals(ErrorCode.BAD_PROOF, refusal(sign(gap).toMessage()));
            List<LogRecord> doubled = new ArrayList<>(records);
            doubled.add(at, records.get(at));
            assertEquals(ErrorCode.BAD_PROOF, refusal(sign(doubled).toMessage()));
            Batch changed =
                    sign(records).toMessage().toBuilder()
                            .setRecords(at, ByteString.copyFrom(otherPayload(records.get(at))))
                            .build();
            assertEquals(ErrorCode.BAD_PROOF, refusal(changed));
        }
    }

    private static byte[] otherPayload(LogRecord record) {
        byte[] bytes = record.toByteArray();
        bytes[bytes.length - 1]++;
        return bytes;
    }

    @Test
    void recordsOfOthersAreRefused() {
        Cutting other = new Cutting(2);
        List<LogRecord> mixed = new ArrayList<>(cutting.next(1, 20));
        Batch own = sign(mixed).toMessage();
        mixed.addAll(other.next(1, 20));
        assertEquals(ErrorCode.INVALID, refusal(sign(mixed).toMessage()));
        Batch elsewhere = own.toBuilder().setVaultId(WireId.text(other.vault)).build();
        assertEquals(ErrorCode.INVALID, refusal(elsewhere));
        assertEquals(ErrorCode.INVALID, refusal(own.toBuilder().setVaultId("").build()));
    }

    @Test
    void itHasAtLeastOneRecordAndNotTooMany() {
        assertEquals(
                ErrorCode.INVALID,
                refusal(sign(cutting.next(1, 9)).toMessage().toBuilder().clearRecords().build()));
        int most = WireLimits.BATCH_RECORDS;
        SignedBatch.parse(sign(cutting.next(most, 9)).toMessage());
        assertEquals(ErrorCode.TOO_LARGE, refusal(sign(cutting.next(most + 1, 9)).toMessage()));
        Batch large = sign(cutting.next(4, WireLimits.PAYLOAD_BYTES)).toMessage();
        assertEquals(ErrorCode.TOO_LARGE, refusal(large));
    }
}
