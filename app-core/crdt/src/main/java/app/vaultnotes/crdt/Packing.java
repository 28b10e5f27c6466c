package app.vaultnotes.crdt;

import java.util.zip.Deflater;

/** Deflates columns and changes, one after the other; belongs to one thread. */
public final class Packing implements AutoCloseable {

    /** What is no longer than this stays as it is. */
    private static final int DEFLATE_FROM = 256;

    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final byte[] step = new byte[1 << 13];

    /** Whether so many bytes are worth it. */
    public static boolean isWorth(int bytes) {
        return bytes > DEFLATE_FROM;
    }

    /** The first so many of these bytes, deflated. */
    public ByteWriter deflated(byte[] bytes, int length) {
        deflater.reset();
        deflater.setInput(bytes, 0, length);
        deflater.finish();
        ByteWriter packed = new ByteWriter(length / 2);
        while (!deflater.finished()) {
            packed.write(step, 0, deflater.deflate(step));
        }
        return packed;
    }

    /** The chunk of a change, deflated where that is shorter; its hash is the same. */
    public byte[] chunk(Change change) {
        byte[] whole = change.toByteArray();
        Chunk chunk = Chunk.read(whole, 0);
        byte[] body = chunk.body();
        if (chunk.type() != Chunk.CHANGE || !isWorth(body.length)) {
            return whole;
        }
        byte[] packed = deflated(body, body.length).toByteArray();
        return packed.length < body.length
                ? ChangeWriter.chunk(Chunk.DEFLATED_CHANGE, chunk.checksum(), packed)
                : whole;
    }

    @Override
    public void close() {
        deflater.end();
    }
}
