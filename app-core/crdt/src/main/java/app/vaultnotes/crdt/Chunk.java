package app.vaultnotes.crdt;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
record Chunk(int type, byte[] body, byte[] checksum, int end) {

    static final int DOCUMENT = 0;
    static final int CHANGE = 1;
    static final int DEFLATED_CHANGE = 2;

    private static final byte[] MAGIC = {(byte) 0x85, 0x6f, 0x4a, (byte) 0x83};
    private static final int CHECKSUM_LENGTH = 4;
    private static final int MAX_COLUMNS = 1_000;
    private static final int DEFLATED_COLUMN = 8;
    private static final int INFLATE_STEP = 1 << 13;

    static Chunk read(byte[] bytes, int start) {
        ByteReader in = new ByteReader(bytes, start, bytes.length);
        if (!Arrays.equals(in.bytes(MAGIC.length), MAGIC)) {
            throw new CrdtException("no chunk at byte " + start);
        }
        byte[] checksum = in.bytes(CHECKSUM_LENGTH);
        int type = in.unsignedByte();
        int length = in.boundedInt("chunk length", Change.MAX_BYTES);
        byte[] body = in.bytes(length);
        return new Chunk(type, body, checksum, in.position());
    }

    Change toChange(byte[] whole) {
        byte[] plain =
                switch (type) {
                    case CHANGE -> body;
                    case DEFLATED_CHANGE -> inflate(body, Change.MAX_BYTES);
                    default -> throw new CrdtException("chunk of type " + type + " is no change");
                };
        byte[] hash = hash(CHANGE, plain);
        if (!Arrays.equals(Arrays.copyOf(hash, CHECKSUM_LENGTH), checksum)) {
            throw new CrdtException("checksum does not fit the change");
        }
        return new Change(whole, ChangeHash.fromByteArray(hash), ChangeHeader.read(plain));
    }

    /**
     * Checks the frame of a saved document and what its deflated columns inflate to, all together.
     */
    void checkDocument() {
        if (!Arrays.equals(Arrays.copyOf(hash(DOCUMENT, body), CHECKSUM_LENGTH), checksum)) {
            throw new CrdtException("checksum does not fit the document");
        }
        ByteReader in = new ByteReader(body, 0, body.length);
        for (int actors = in.boundedInt("actors", body.length); actors > 0; actors--) {
            in.bytes(in.boundedInt("actor length", ActorId.MAX_LENGTH));
        }
        in.bytes(
                Math.multiplyExact(
                        in.boundedInt("heads", body.length / ChangeHash.LENGTH),
                        ChangeHash.LENGTH));
        List<Integer> changeColumns = deflatedLengths(in);
        List<Integer> operationColumns = deflatedLengths(in);
        int budget = checkColumns(in, changeColumns, Change.MAX_BYTES);
        checkColumns(in, operationColumns, budget);
    }

    /** The lengths of the columns that follow; negative for deflated ones. */
    private static List<Integer> deflatedLengths(ByteReader in) {
        List<Integer> lengths = new ArrayList<>();
        for (int columns = in.boundedInt("columns", MAX_COLUMNS); columns > 0; columns--) {
            long specification = in.unsignedLeb();
            int length = in.boundedInt("column length", in.remaining());
            lengths.add((specification & DEFLATED_COLUMN) != 0 ? -length : length);
        }
        return lengths;
    }

    /** What is left of a budget of inflated bytes after these columns. */
    private static int checkColumns(ByteReader in, List<Integer> lengths, int budget) {
        int left = budget;
        for (int length : lengths) {
            byte[] column = in.bytes(Math.abs(length));
            left -= length < 0 ? inflate(column, left).length : length;
            if (left < 0) {
                throw new CrdtException(
                        "document decodes to more than " + Change.MAX_BYTES + " bytes");
            }
        }
        return left;
    }

    static byte[] hash(int type, byte[] body) {
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

    private static byte[] inflate(byte[] deflated, int limitBytes) {
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
