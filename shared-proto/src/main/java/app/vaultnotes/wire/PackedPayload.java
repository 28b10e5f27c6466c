package app.vaultnotes.wire;

import app.vaultnotes.proto.v1.Payload;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A payload as records carry it: deflated (RFC 1951) and, where that is too large for one record,
 * in parts that stand in records of one device that follow each other.
 *
 * <p>Each part begins with a byte that says how it is packed, 1, then in two bytes each, the high
 * one first, which part it is, from 0, and how many there are.
 */
public final class PackedPayload {

    private static final int PACKED = 1;
    private static final int HEADER_BYTES = 5;
    private static final int ROOM = WireLimits.PAYLOAD_BYTES - HEADER_BYTES;

    /** Most parts: what does not become smaller takes no more. */
    private static final int MOST_PARTS = WireLimits.INFLATED_BYTES / ROOM + 2;

    private PackedPayload() {}

    /**
     * A part of a payload.
     *
     * @param number which one, from 0
     * @param of how many there are
     * @param bytes what is deflated
     */
    public record Part(int number, int of, byte[] bytes) {

        /**
         * Reads the payload of a record.
         *
         * @throws WireException when it breaks a rule
         */
        public static Part parse(byte[] payload) {
            if (payload.length <= HEADER_BYTES || payload[0] != PACKED) {
                throw WireException.invalid("a payload that is not packed as it should");
            }
            ByteBuffer in = ByteBuffer.wrap(payload, 1, HEADER_BYTES - 1);
            int number = Short.toUnsignedInt(in.getShort());
            int of = Short.toUnsignedInt(in.getShort());
            if (of < 1 || of > MOST_PARTS || number >= of) {
                throw WireException.invalid("part " + number + " of " + of);
            }
            byte[] bytes = Arrays.copyOfRange(payload, HEADER_BYTES, payload.length);
            return new Part(number, of, bytes);
        }

        /** Whether no other one comes behind it. */
        public boolean isLast() {
            return number == of - 1;
        }
    }

    /**
     * Packs a payload.
     *
     * @return what each of the records carries; mostly of one
     * @throws WireException when it is larger than a payload may be
     */
    public static List<byte[]> pack(Payload payload) {
        byte[] deflated = Deflated.of(payload);
        int of = Math.max(1, (deflated.length + ROOM - 1) / ROOM);
        List<byte[]> parts = new ArrayList<>(of);
        for (int number = 0; number < of; number++) {
            int from = number * ROOM;
            int length = Math.min(ROOM, deflated.length - from);
            ByteBuffer part = ByteBuffer.allocate(HEADER_BYTES + length);
            part.put((byte) PACKED).putShort((short) number).putShort((short) of);
            parts.add(part.put(deflated, from, length).array());
        }
        return parts;
    }

    /**
     * Puts a payload together again.
     *
     * @param parts all of them, in their order
     * @throws WireException when they are not, or what they hold is no payload
     */
    public static Payload unpack(List<Part> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part.number() != i || part.of() != parts.size()) {
                throw WireException.invalid("part " + part.number() + " where it does not belong");
            }
            all.writeBytes(part.bytes());
        }
        return Deflated.payload(all.toByteArray());
    }
}
