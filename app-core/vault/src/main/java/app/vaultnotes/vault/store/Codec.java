package app.vaultnotes.vault.store;

import app.vaultnotes.vault.VaultException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** How bytes stand in the database: as they are, or deflated where that saves room. */
final class Codec {

    /** Shorter bytes are not worth the work. */
    private static final int MIN_DEFLATED_BYTES = 160;

    /** Most bytes that are inflated: above every limit of what is stored. */
    private static final int MAX_BYTES = 160 << 20;

    private static final byte PLAIN = 0;
    private static final byte DEFLATED = 1;
    private static final int STEP_BYTES = 1 << 14;

    private Codec() {}

    static byte[] pack(byte[] bytes) {
        if (bytes.length >= MIN_DEFLATED_BYTES) {
            byte[] deflated = deflate(bytes);
            if (deflated.length < bytes.length) {
                return deflated;
            }
        }
        return prefixed(PLAIN, bytes, bytes.length);
    }

    static byte[] pack(String text) {
        return pack(text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] unpack(byte[] packed) {
        if (packed.length == 0) {
            throw damaged(null);
        }
        return switch (packed[0]) {
            case PLAIN -> Arrays.copyOfRange(packed, 1, packed.length);
            case DEFLATED -> inflate(packed);
            default -> throw damaged(null);
        };
    }

    static String unpackText(byte[] packed) {
        return new String(unpack(packed), StandardCharsets.UTF_8);
    }

    /** What can be read of a packed text whose end is lost. */
    static String beginning(byte[] packed) {
        if (packed.length == 0 || packed[0] < PLAIN || packed[0] > DEFLATED) {
            return "";
        }
        byte[] bytes =
                packed[0] == PLAIN
                        ? Arrays.copyOfRange(packed, 1, packed.length)
                        : inflatedBeginning(packed);
        String text = new String(bytes, StandardCharsets.UTF_8);
        int cut = text.indexOf('\uFFFD', Math.max(0, text.length() - 1));
        return cut < 0 ? text : text.substring(0, cut);
    }

    private static byte[] inflatedBeginning(byte[] packed) {
        Inflater inflater = new Inflater(true);
        ByteArrayOutputStream out = new ByteArrayOutputStream(3 * packed.length);
        try {
            inflater.setInput(packed, 1, packed.length - 1);
            byte[] step = new byte[STEP_BYTES];
            for (int count = inflater.inflate(step);
                    count > 0 && out.size() <= MAX_BYTES;
                    count = inflater.inflate(step)) {
                out.write(step, 0, count);
            }
        } catch (DataFormatException e) {
            return out.toByteArray(); // up to here it is what was written
        } finally {
            inflater.end();
        }
        return out.toByteArray();
    }

    private static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] out = new byte[bytes.length];
            int length = deflater.deflate(out);
            return deflater.finished()
                    ? prefixed(DEFLATED, out, length)
                    : prefixed(PLAIN, bytes, bytes.length);
        } finally {
            deflater.end();
        }
    }

    private static byte[] prefixed(byte codec, byte[] bytes, int length) {
        byte[] out = new byte[length + 1];
        out[0] = codec;
        System.arraycopy(bytes, 0, out, 1, length);
        return out;
    }

    private static byte[] inflate(byte[] packed) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(packed, 1, packed.length - 1);
            ByteArrayOutputStream out = new ByteArrayOutputStream(3 * packed.length);
            byte[] step = new byte[STEP_BYTES];
            while (!inflater.finished()) {
                int count = inflater.inflate(step);
                if ((count == 0 && !inflater.finished()) || out.size() > MAX_BYTES) {
                    throw damaged(null);
                }
                out.write(step, 0, count);
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw damaged(e);
        } finally {
            inflater.end();
        }
    }

    private static VaultException damaged(@org.jspecify.annotations.Nullable Exception e) {
        String message = "Stored bytes are not what was written.";
        String hint = "“vaultnotes doctor” says what is wrong.";
        return e == null
                ? new VaultException(VaultException.Code.DAMAGED, message, hint)
                : new VaultException(VaultException.Code.DAMAGED, message, hint, e);
    }

    /**
     * The SHA-256 of several pieces, each with its length, so that none can borrow from another.
     */
    static byte[] sha256(byte[]... pieces) {
        MessageDigest digest = sha256();
        for (byte[] piece : pieces) {
            digest.update(java.nio.ByteBuffer.allocate(Integer.BYTES).putInt(piece.length).array());
            digest.update(piece);
        }
        return digest.digest();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
