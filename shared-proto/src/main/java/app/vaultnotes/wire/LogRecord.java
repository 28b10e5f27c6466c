package app.vaultnotes.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;

/**
 * One batch of changes of one document from one device, as it is kept and sent for good. Cut once,
 * its bytes never change; a relay reads all but the payload.
 *
 * <p>In bytes, numbers with the high byte first: {@code "VNR1"}, the kind, the sealing, the vault,
 * the document, the device (16 each), deviceSeq (8), the hash of the device's record before it in
 * this vault (32, zeros for the first), the length of the payload (4), the payload.
 */
public final class LogRecord {

    /** Bytes before the payload. */
    public static final int HEADER_BYTES = 98;

    /** Most bytes of a record. */
    public static final int MAX_BYTES = HEADER_BYTES + WireLimits.PAYLOAD_BYTES;

    private static final int MAGIC = 0x564e5231;

    /** What a record says. */
    public enum Kind {
        /** Changes of a document. */
        CHANGES(1),
        /** The document was purged; no payload. */
        TOMBSTONE(2);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        private static Kind of(int code) {
            return Arrays.stream(values())
                    .filter(kind -> kind.code == code)
                    .findFirst()
                    .orElseThrow(() -> WireException.invalid("a record of kind " + code));
        }
    }

    private final Kind kind;
    private final int sealing;
    private final UUID vault;
    private final UUID doc;
    private final UUID device;
    private final long deviceSeq;
    private final Hash previous;
    private final byte[] bytes;
    private final Hash hash;

    private LogRecord(ByteBuffer in, byte[] bytes) {
        kind = Kind.of(in.get());
        sealing = in.get();
        vault = id(in);
        doc = id(in);
        device = id(in);
        deviceSeq = in.getLong();
        byte[] before = new byte[Hash.LENGTH];
        in.get(before);
        previous = Hash.fromByteArray("the record before", before);
        this.bytes = bytes;
        hash = Hash.of(bytes);
    }

    private static UUID id(ByteBuffer in) {
        return new UUID(in.getLong(), in.getLong());
    }

    /** Whose record it is and where it stands. */
    public record Place(UUID vault, UUID doc, UUID device, long deviceSeq, Hash previous) {}

    /**
     * Cuts a record.
     *
     * @param sealing 0 for a payload that the relay can read, otherwise the suite it is sealed with
     */
    public static LogRecord cut(Place place, Kind kind, int sealing, byte[] payload) {
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + payload.length);
        out.putInt(MAGIC).put((byte) kind.code).put((byte) sealing);
        put(out, place.vault());
        put(out, place.doc());
        put(out, place.device());
        out.putLong(place.deviceSeq()).put(place.previous().toByteArray());
        out.putInt(payload.length).put(payload);
        return parse(out.array());
    }

    static void put(ByteBuffer out, UUID id) {
        out.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    /**
     * Reads a record; the bytes must not change any more.
     *
     * @throws WireException when they are none
     */
    public static LogRecord parse(byte[] bytes) {
        if (bytes.length < HEADER_BYTES || bytes.length > MAX_BYTES) {
            throw WireException.invalid("a record of " + bytes.length + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.getInt() != MAGIC) {
            throw WireException.invalid("bytes that do not begin as a record");
        }
        int length = ByteBuffer.wrap(bytes).getInt(HEADER_BYTES - Integer.BYTES);
        if (length != bytes.length - HEADER_BYTES) {
            throw WireException.invalid(
                    "a record of " + bytes.length + " bytes whose payload has " + length);
        }
        LogRecord record = new LogRecord(in, bytes);
        record.check(length);
        return record;
    }

    private void check(int payloadLength) {
        if (deviceSeq < 1) {
            throw WireException.invalid("a record with the number " + deviceSeq);
        }
        if (deviceSeq == 1 != previous.equals(Hash.NONE)) {
            throw WireException.invalid("record " + deviceSeq + " with a wrong record before it");
        }
        if (kind == Kind.CHANGES && payloadLength == 0) {
            throw WireException.invalid(kind + " with a payload of " + payloadLength + " bytes");
        }
        if (sealing < 0) {
            throw WireException.invalid("a record sealed with suite " + (sealing & 0xff));
        }
    }

    /** What it says. */
    public Kind kind() {
        return kind;
    }

    /** 0 for a payload that the relay can read, otherwise the suite, at most 127. */
    public int sealing() {
        return sealing;
    }

    /** The vault it belongs to. */
    public UUID vault() {
        return vault;
    }

    /** The document it changes. */
    public UUID doc() {
        return doc;
    }

    /** The device that cut it. */
    public UUID device() {
        return device;
    }

    /** Its number among the records of the device in this vault, from 1 without a gap. */
    public long deviceSeq() {
        return deviceSeq;
    }

    /** The hash of the device's record before it. */
    public Hash previous() {
        return previous;
    }

    /** Of all its bytes. */
    public Hash hash() {
        return hash;
    }

    /** How many bytes it has. */
    public int size() {
        return bytes.length;
    }

    /** A copy of the payload. */
    public byte[] payload() {
        return Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length);
    }

    /** A copy of its bytes. */
    public byte[] toByteArray() {
        return bytes.clone();
    }
}
