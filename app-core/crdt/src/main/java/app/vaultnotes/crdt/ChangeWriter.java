package app.vaultnotes.crdt;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * Puts changes together from a header and columns. Keeps what it needs for the next one, so it
 * belongs to one thread at a time.
 */
public final class ChangeWriter {

    private static final byte[] MAGIC = {(byte) 0x85, 0x6f, 0x4a, (byte) 0x83};
    private static final int CHECKSUM_LENGTH = 4;

    private final MessageDigest sha256;
    private final ByteWriter body = new ByteWriter(256);
    private final ByteWriter frame = new ByteWriter(256);
    private int headerBytes;
    private int columnBytes;

    /** A writer for any number of changes. */
    public ChangeWriter() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * What a change says of itself.
     *
     * @param dependencies the changes it was made on top of, ascending
     * @param message empty when there is none
     */
    public record Header(
            List<ChangeHash> dependencies,
            ActorId actor,
            long sequence,
            long startOp,
            long time,
            String message) {}

    /** Begins a change. */
    public ChangeWriter begin(Header header, List<ActorId> others) {
        body.clear();
        body.unsigned(header.dependencies().size());
        for (ChangeHash dependency : header.dependencies()) {
            dependency.writeTo(body);
        }
        header.actor().writeTo(body);
        body.unsigned(header.sequence());
        body.unsigned(header.startOp());
        body.signed(header.time());
        byte[] message = header.message().getBytes(StandardCharsets.UTF_8);
        body.writeSized(message);
        headerBytes = body.size();
        body.unsigned(others.size());
        others.forEach(other -> other.writeTo(body));
        return this;
    }

    /** Adds the columns, without those of no bytes. */
    public ChangeWriter columns(int[] specifications, ByteWriter[] columns) {
        int count = 0;
        for (ByteWriter column : columns) {
            count += column.size() > 0 ? 1 : 0;
        }
        body.unsigned(count);
        for (int i = 0; i < columns.length; i++) {
            if (columns[i].size() > 0) {
                body.unsigned(specifications[i]);
                body.unsigned(columns[i].size());
            }
        }
        int columnsAt = body.size();
        for (ByteWriter column : columns) {
            body.write(column);
        }
        columnBytes = body.size() - columnsAt;
        return this;
    }

    /** Adds bytes behind the columns, as a later version may have written them. */
    public ChangeWriter rest(byte[] bytes) {
        body.write(bytes);
        return this;
    }

    /** The hash of the change begun last. */
    public byte[] hash() {
        frame.clear();
        frame.write(Chunk.CHANGE);
        frame.unsigned(body.size());
        sha256.update(frame.array(), 0, frame.size());
        sha256.update(body.array(), 0, body.size());
        return sha256.digest();
    }

    /** The change begun last, with the header it was begun with. */
    public Change finish(Header header) {
        byte[] hash = hash();
        frame.clear();
        frame.write(MAGIC);
        frame.write(hash, 0, CHECKSUM_LENGTH);
        frame.write(Chunk.CHANGE);
        frame.unsigned(body.size());
        frame.write(body);
        byte[] bytes = frame.toByteArray();
        return new Change(
                bytes,
                ChangeHash.fromByteArray(hash),
                new ChangeHeader(
                        header.dependencies(),
                        header.actor(),
                        header.sequence(),
                        header.startOp(),
                        header.time(),
                        header.message(),
                        headerBytes,
                        columnBytes),
                body.size());
    }

    /** A chunk of this type with this body. */
    public static byte[] chunk(int type, byte[] body) {
        return chunk(type, Chunk.hash(type, body), body);
    }

    /** A chunk of this type with this body, of which the hash is known. */
    static byte[] chunk(int type, byte[] hash, byte[] body) {
        ByteWriter out = new ByteWriter(body.length + 20);
        out.write(MAGIC);
        out.write(hash, 0, CHECKSUM_LENGTH);
        out.write(type);
        out.writeSized(body);
        return out.toByteArray();
    }
}
