package app.vaultnotes.wire;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Payload;
import java.util.Arrays;

/**
 * The bytes of a snapshot that is not sealed: a byte that says how it is packed, 1, then a deflated
 * payload (RFC 1951) that has all of a document: what was saved of it, its versions and places.
 */
public final class PackedSnapshot {

    private static final int PACKED = 1;

    private PackedSnapshot() {}

    /**
     * Packs what a document is.
     *
     * @throws WireException when that is larger than a snapshot may be
     */
    public static byte[] pack(Payload payload) {
        byte[] deflated = Deflated.of(payload);
        if (deflated.length >= WireLimits.SNAPSHOT_BYTES) {
            throw new WireException(
                    ErrorCode.TOO_LARGE, "a snapshot of " + deflated.length + " bytes");
        }
        byte[] bytes = new byte[deflated.length + 1];
        bytes[0] = PACKED;
        System.arraycopy(deflated, 0, bytes, 1, deflated.length);
        return bytes;
    }

    /**
     * Reads a snapshot.
     *
     * @throws WireException when it is none, or larger than one may be
     */
    public static Payload unpack(byte[] bytes) {
        if (bytes.length < 2 || bytes.length > WireLimits.SNAPSHOT_BYTES || bytes[0] != PACKED) {
            throw WireException.invalid("a snapshot that is not packed as it should");
        }
        return Deflated.payload(Arrays.copyOfRange(bytes, 1, bytes.length));
    }
}
