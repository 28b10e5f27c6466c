package app.vaultnotes.relay.blob;

import app.vaultnotes.wire.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Random;
import java.util.UUID;

/** Uploads and reads a blob that is larger than the memory of the process. */
final class LargeBlobSteps {

    /** Not a multiple of anything. */
    static final int SIZE_BYTES = 80_000_001;

    private LargeBlobSteps() {}

    /** Random bytes as a stream, with no more than one of them in memory. */
    private static final class RandomBytes extends InputStream {
        private final Random random = new Random(3);
        private long remaining = SIZE_BYTES;

        @Override
        public int read() {
            return remaining-- > 0 ? random.nextInt(256) : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            int count = (int) Math.min(length, Math.max(0, remaining));
            for (int i = 0; i < count; i++) {
                bytes[offset + i] = (byte) read();
            }
            return count == 0 && length > 0 ? -1 : count;
        }
    }

    /** The argument is a folder, or the endpoint of an S3. */
    public static void main(String[] arguments) throws IOException {
        try (BlobStore store = open(arguments[0])) {
            Upload upload = new Upload(UUID.randomUUID(), hash(new RandomBytes()));
            require(
                    store.uploads().append(upload, 0, new RandomBytes())
                            instanceof AppendOutcome.Appended);
            require(store.uploads().finish(upload, SIZE_BYTES) instanceof FinishOutcome.Complete);
            OpenOutcome opened = store.open(upload.hash(), ByteRange.ALL);
            try (InputStream in = ((OpenOutcome.Opened) opened).bytes()) {
                require(hash(in).equals(upload.hash()));
            }
        }
    }

    private static BlobStore open(String where) {
        return where.startsWith("http")
                ? S3BlobStore.open(
                        new S3Settings(
                                URI.create(where),
                                "us-east-1",
                                S3Server.BUCKET,
                                "large",
                                S3Server.ACCESS_KEY,
                                S3Server.SECRET_KEY,
                                false))
                : FileBlobStore.open(Path.of(where));
    }

    private static Hash hash(InputStream in) throws IOException {
        MessageDigest digest = Digests.sha256();
        in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        return Hash.fromByteArray("a blob", digest.digest());
    }

    private static void require(boolean done) {
        if (!done) {
            throw new IllegalStateException("the store did something else");
        }
    }
}
