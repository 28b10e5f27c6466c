package app.vaultnotes.relay.blob;

import app.vaultnotes.wire.Hash;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;

/** Bytes that look like nothing, always the same for a seed. */
final class Samples {

    static final int MIB = 1 << 20;

    private Samples() {}

    static byte[] bytes(long seed, int sizeBytes) {
        byte[] bytes = new byte[sizeBytes];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** An upload of bytes into some new vault. */
    static Upload upload(byte[] bytes) {
        return new Upload(UUID.randomUUID(), Hash.of(bytes));
    }

    /** A stream of a part of bytes. */
    static InputStream part(byte[] bytes, int from, int to) {
        return new ByteArrayInputStream(Arrays.copyOfRange(bytes, from, to));
    }

    /** A stream that gives some bytes and breaks then. */
    static InputStream breaking(InputStream before) {
        return new FilterInputStream(before) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = super.read(bytes, offset, length);
                if (count < 0) {
                    throw new IOException("the line broke");
                }
                return count;
            }
        };
    }
}
