package app.vaultnotes.crdt;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The frame around a document or change: {@code 85 6f 4a 83, checksum, type, length, body}.
 *
 * @param type what the body is
 * @param body the body as it stands, still deflated when the type says so
 * @param checksum first four bytes of the hash, as the frame claims
 * @param end where the next chunk begins
 */
public record Chunk(int type, byte[] body, byte[] checksum, int end) {

    /** A saved document. */
    public static final int DOCUMENT = 0;

    /** A change. */
    public static final int CHANGE = 1;

    /** A change whose body is deflated. */
    public static final int DEFLATED_CHANGE = 2;

    private static final byte[] MAGIC = {(byte) 0x85, 0x6f, 0x4a, (byte) 0x83};
    private static final int CHECKSUM_LENGTH = 4;
    private static final int INFLATE_STEP = 1 << 13;

    /**
     * Reads the frame that begins at {@code start}.
     *
     * @throws CrdtException when there is none, or it is cut off
     */
    public static Chunk read(byte[] bytes, int start) {
        ByteReader in = new ByteReader(bytes, start, bytes.length);
        if (!Arrays.equals(in.bytes(MAGIC.length), MAGIC)) {
            throw new CrdtException("no chunk at byte " + start);
        }
        byte[] checksum = in.bytes(CHECKSUM_LENGTH);
        int type = in.unsignedByte();
        int length = in.boundedInt("chunk length", Integer.MAX_VALUE);
        byte[] body = in.bytes(length);
        return new Chunk(type, body, checksum, in.position());
    }

    /** Whether these first bytes of a file, four or more, are those of a chunk. */
    public static boolean begins(byte[] first) {
        return first.length >= MAGIC.length
                && Arrays.equals(Arrays.copyOf(first, MAGIC.length), MAGIC);
    }

    /** Takes chunks one after the other. */
    public interface Reader {
        /** Takes the next one and its bytes. */
        void read(Chunk chunk, byte[] whole);
    }

    /**
     * Reads chunks that stand one after the other.
     *
     * @throws CrdtException when there is something else between them, or the reader refuses one;
     *     says which one, unless there is only one
     */
    public static void each(byte[] bytes, Reader reader) {
        int at = 0;
        for (int number = 1; at < bytes.length; number++) {
            int end = bytes.length;
            try {
                Chunk chunk = read(bytes, at);
                end = chunk.end();
                reader.read(chunk, Arrays.copyOfRange(bytes, at, end));
            } catch (CrdtException e) {
                boolean alone = at == 0 && end == bytes.length;
                throw alone ? e : e.in("chunk " + number + " at byte " + at);
            }
            at = end;
        }
    }

    /**
     * Reads the body as a change.
     *
     * @param whole the bytes of this chunk
     * @param limitBytes most bytes it may have, inflated
     */
    public Change toChange(byte[] whole, int limitBytes) {
        byte[] plain = plainBody(limitBytes);
        byte[] hash = hash(CHANGE, plain);
        if (!Arrays.equals(Arrays.copyOf(hash, CHECKSUM_LENGTH), checksum)) {
            throw new CrdtException("checksum does not fit the change");
        }
        ChangeHeader header = ChangeHeader.read(plain);
        return new Change(whole, ChangeHash.fromByteArray(hash), header, plain.length);
    }

    /** The body of a change as it was before deflating. */
    byte[] plainBody(int limitBytes) {
        return switch (type) {
            case CHANGE -> bounded(limitBytes);
            case DEFLATED_CHANGE -> inflate(body, limitBytes);
            default -> throw new CrdtException("chunk of type " + type + " is no change");
        };
    }

    private byte[] bounded(int limitBytes) {
        if (body.length > limitBytes) {
            throw new CrdtException("a change of more than " + limitBytes + " bytes");
        }
        return body;
    }

    /** Refuses a chunk that is no saved document, or a damaged one. */
    public void requireDocument() {
        if (type != DOCUMENT) {
            throw new CrdtException("chunk of type " + type + " is no document");
        }
        if (!Arrays.equals(Arrays.copyOf(hash(DOCUMENT, body), CHECKSUM_LENGTH), checksum)) {
            throw new CrdtException("checksum does not fit the document");
        }
    }

    /** Checks a saved document as far as that goes without an engine. */
    SavedBytes.Saved toDocument(byte[] whole) {
        requireDocument();
        return DocumentFrame.read(whole, body);
    }

    /** The SHA-256 of a chunk of this type. */
    public static byte[] hash(int type, byte[] body) {
        MessageDigest sha256 = sha256();
        sha256.update((byte) type);
        long rest = body.length;
        do {
            int low = (int) (rest & 0x7f);
            rest >>>= 7;
            sha256.update((byte) (rest == 0 ? low : low | 0x80));
        } while (rest != 0);
        return sha256.digest(body);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static byte[] inflate(byte[] deflated, int limitBytes) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(deflated);
            return drain(inflater, limitBytes);
        } catch (DataFormatException e) {
            throw new CrdtException("deflated bytes are damaged", e);
        } finally {
            inflater.end();
        }
    }

    private static byte[] drain(Inflater inflater, int limitBytes) throws DataFormatException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] step = new byte[INFLATE_STEP];
        while (!inflater.finished()) {
            int count = inflater.inflate(step);
            if (count == 0 && !inflater.finished()) {
                throw new CrdtException("deflated bytes are cut off");
            }
            out.write(step, 0, count);
            if (out.size() > limitBytes) {
                throw new CrdtException("more than " + limitBytes + " bytes after inflating");
            }
        }
        if (inflater.getRemaining() > 0) {
            throw new CrdtException("bytes after the end of the deflated ones");
        }
        return out.toByteArray();
    }
}
