package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.Ack;
import app.vaultnotes.proto.v1.Close;
import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Open;
import app.vaultnotes.proto.v1.Opened;
import app.vaultnotes.proto.v1.Ping;
import app.vaultnotes.proto.v1.StoredRecord;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.SignedBatch;
import app.vaultnotes.wire.WireId;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * What a line to any relay does, be it the real one or that of the simulator: what the simulator
 * shows holds for the real one as far as both pass this.
 */
public abstract class RelayContract {

    private final Random random = new Random(5);

    /** A device of the one vault, with a line to the relay. */
    public interface Device {
        /** The vault. */
        UUID vault();

        /** Its id. */
        UUID id();

        /** By which it signs. */
        byte[] key();

        /** Says something on the line. */
        void say(ToRelay message);

        /** Waits for a message that came since the beginning. */
        ToClient await(Predicate<ToClient> wanted);

        /** All records that have come, in their order. */
        List<StoredRecord> records();
    }

    /** A new device that may write. */
    protected abstract Device device() throws Exception;

    /** The life of the relay's log. */
    protected abstract String incarnation();

    private ToRelay open(Device device, long after, String life) {
        return ToRelay.newBuilder()
                .setOpen(
                        Open.newBuilder()
                                .setVaultId(WireId.text(device.vault()))
                                .setAfterVaultSeq(after)
                                .setIncarnation(life))
                .build();
    }

    private Opened opened(Device device, long after) {
        device.say(open(device, after, after == 0 ? "" : incarnation()));
        return device.await(ToClient::hasOpened).getOpened();
    }

    /** Records that follow one, each of another document. */
    private List<LogRecord> cut(Device device, long after, Hash previous, int count) {
        List<LogRecord> records = new ArrayList<>();
        Hash last = previous;
        for (int i = 1; i <= count; i++) {
            byte[] payload = new byte[20];
            random.nextBytes(payload);
            UUID doc = new UUID(random.nextLong(), random.nextLong());
            LogRecord.Place place =
                    new LogRecord.Place(device.vault(), doc, device.id(), after + i, last);
            records.add(LogRecord.cut(place, LogRecord.Kind.CHANGES, 0, payload));
            last = records.get(records.size() - 1).hash();
        }
        return records;
    }

    private List<LogRecord> first(Device device, int count) {
        return cut(device, 0, Hash.NONE, count);
    }

    private static void send(Device device, List<LogRecord> records) {
        device.say(
                ToRelay.newBuilder()
                        .setBatch(SignedBatch.sign(records, device.key()).toMessage())
                        .build());
    }

    private static Ack acknowledged(Device device, long seq) {
        return device.await(m -> m.hasAck() && m.getAck().getDeviceSeq() == seq).getAck();
    }

    private static Error refused(Device device, ErrorCode code) {
        return device.await(m -> m.hasRefused() && m.getRefused().getError().getCode() == code)
                .getRefused()
                .getError();
    }

    private static boolean has(ToClient message, LogRecord record) {
        return message.getRecords().getRecordsList().stream()
                .anyMatch(s -> s.getRecord().equals(bytes(record)));
    }

    private static ByteString bytes(LogRecord record) {
        return ByteString.copyFrom(record.toByteArray());
    }

    @Test
    void recordsAreNumberedWithoutAGapAndComeBitForBit() throws Exception {
        Device one = device();
        Device other = device();
        assertEquals(0, opened(one, 0).getHead());
        opened(other, 0);
        List<LogRecord> ones = first(one, 3);
        List<LogRecord> others = first(other, 2);
        send(one, ones);
        assertEquals(3, acknowledged(one, 3).getLastVaultSeq());
        send(other, others);
        assertEquals(5, acknowledged(other, 2).getLastVaultSeq());
        List<LogRecord> all = new ArrayList<>(ones);
        all.addAll(others);
        for (Device device : List.of(one, other)) {
            device.await(m -> has(m, others.get(1)));
            List<StoredRecord> came = device.records();
            assertEquals(5, came.size(), "each once, own ones too");
            for (int i = 0; i < all.size(); i++) {
                assertEquals(i + 1, came.get(i).getVaultSeq());
                assertEquals(bytes(all.get(i)), came.get(i).getRecord());
            }
        }
    }

    @Test
    void whatIsSentAgainIsAcknowledgedAndThereOnce() throws Exception {
        Device one = device();
        opened(one, 0);
        List<LogRecord> records = first(one, 2);
        send(one, records.subList(0, 1));
        acknowledged(one, 1);
        send(one, records);
        acknowledged(one, 2);
        send(one, records);
        Device late = device();
        assertEquals(2, opened(late, 0).getHead());
    }

    @Test
    void anotherRecordUnderANumberIsForked() throws Exception {
        Device one = device();
        opened(one, 0);
        send(one, first(one, 2));
        acknowledged(one, 2);
        send(one, first(one, 2));
        refused(one, ErrorCode.FORKED);
        assertEquals(2, opened(device(), 0).getHead());
    }

    @Test
    void aRecordThatFollowsAnotherIsForked() throws Exception {
        Device one = device();
        opened(one, 0);
        send(one, first(one, 1));
        acknowledged(one, 1);
        send(one, cut(one, 1, Hash.of(new byte[1]), 1));
        refused(one, ErrorCode.FORKED);
        assertEquals(1, opened(device(), 0).getHead());
    }

    @Test
    void aGapIsRefusedWithTheLastThatIsThere() throws Exception {
        Device one = device();
        opened(one, 0);
        List<LogRecord> records = first(one, 4);
        send(one, records.subList(0, 1));
        acknowledged(one, 1);
        send(one, records.subList(2, 4));
        assertEquals(1, refused(one, ErrorCode.GAP).getLastDeviceSeq());
        send(one, records.subList(1, 4));
        assertEquals(4, acknowledged(one, 4).getLastVaultSeq());
    }

    @Test
    void aLineBeginsBehindItsCursor() throws Exception {
        Device one = device();
        opened(one, 0);
        List<LogRecord> records = first(one, 5);
        send(one, records);
        acknowledged(one, 5);
        Device late = device();
        assertEquals(5, opened(late, 3).getHead());
        late.await(m -> has(m, records.get(4)));
        assertEquals(2, late.records().size());
        assertEquals(4, late.records().get(0).getVaultSeq());
    }

    @Test
    void aCursorOfAnotherLifeIsRefused() throws Exception {
        Device one = device();
        assertEquals(incarnation(), opened(one, 0).getIncarnation().getId());
        send(one, first(one, 2));
        acknowledged(one, 2);
        Device late = device();
        late.say(open(late, 1, WireId.text(UUID.randomUUID())));
        refused(late, ErrorCode.OTHER_INCARNATION);
        assertTrue(late.records().isEmpty());
    }

    @Test
    void aVaultThatWasClosedSendsNoMore() throws Exception {
        Device one = device();
        Device other = device();
        opened(one, 0);
        opened(other, 0);
        other.say(
                ToRelay.newBuilder()
                        .setClose(Close.newBuilder().setVaultId(WireId.text(other.vault())))
                        .build());
        other.say(ToRelay.newBuilder().setPing(Ping.newBuilder().setNumber(7)).build());
        other.await(m -> m.hasPong() && m.getPong().getNumber() == 7);
        List<LogRecord> records = first(one, 1);
        send(one, records);
        acknowledged(one, 1);
        one.await(m -> has(m, records.get(0)));
        other.say(open(other, 1, incarnation()));
        other.await(m -> m.hasOpened() && m.getOpened().getHead() == 1);
        assertTrue(other.records().isEmpty());
    }
}
