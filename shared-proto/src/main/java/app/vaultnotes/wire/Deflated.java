package app.vaultnotes.wire;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Payload;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Payloads, deflated (RFC 1951). */
final class Deflated {

    private static final int STEP_BYTES = 1 << 13;

    private Deflated() {}

    /**
     * A payload, deflated.
     *
     * @throws WireException when it is larger than a payload may be
     */
    static byte[] of(Payload payload) {
        if (payload.getSerializedSize() > WireLimits.INFLATED_BYTES) {
            throw tooLarge(payload.getSerializedSize());
        }
        return deflate(payload.toByteArray());
    }

    /**
     * The payload in these bytes.
     *
     * @throws WireException when they are none, or it is larger than a payload may be
     */
    static Payload payload(byte[] deflated) {
        try {
            return Payload.parseFrom(inflate(deflated));
        } catch (DataFormatException | InvalidProtocolBufferException e) {
            throw WireException.invalid("a payload that cannot be read: " + e.getMessage());
        }
    }

    private static WireException tooLarge(long bytes) {
        return new WireException(ErrorCode.TOO_LARGE, "a payload of " + bytes + " bytes");
    }

    private static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2 + 64);
            byte[] step = new byte[STEP_BYTES];
            while (!deflater.finished()) {
                out.write(step, 0, deflater.deflate(step));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflate(byte[] deflated) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(deflated);
            ByteArrayOutputStream out = new ByteArrayOutputStream(2 * deflated.length + 64);
            byte[] step = new byte[STEP_BYTES];
            while (!inflater.finished()) {
                int count = inflater.inflate(step);
                if (count == 0 && !inflater.finished()) {
                    throw new DataFormatException("it is cut off");
                }
                out.write(step, 0, count);
                if (out.size() > WireLimits.INFLATED_BYTES) {
                    throw tooLarge(out.size());
                }
            }
            if (inflater.getRemaining() > 0) {
                throw new DataFormatException("there are bytes behind its end");
            }
            return out.toByteArray();
        } finally {
            inflater.end();
        }
    }
}
