package app.vaultnotes.relay.blob;

import app.vaultnotes.relay.blob.AppendOutcome.Appended;
import app.vaultnotes.relay.blob.FinishOutcome.Complete;
import app.vaultnotes.wire.Hash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;

/** Puts and uploads without end, and says what is acknowledged; to be killed. */
final class CrashingUploader {

    static final int MOST_BYTES = 2 << 20;

    private CrashingUploader() {}

    /** The bytes of a number. */
    static byte[] bytes(long number) {
        return Samples.bytes(number, new Random(-number).nextInt(MOST_BYTES));
    }

    /** The upload of a number. */
    static Upload upload(long number) {
        return new Upload(new UUID(number, number), Hash.of(bytes(number)));
    }

    /** The arguments are the folder and the number to begin with. */
    public static void main(String[] arguments) throws IOException {
        try (FileBlobStore store = FileBlobStore.open(Path.of(arguments[0]))) {
            for (long number = Long.parseLong(arguments[1]); ; number++) {
                if (number % 3 == 0) {
                    put(store, number);
                } else {
                    upload(store, number);
                }
                say("complete", number, bytes(number).length);
            }
        }
    }

    private static void say(String what, long number, long bytes) {
        System.out.println(what + "," + number + "," + bytes);
        System.out.flush();
    }

    private static void put(BlobStore store, long number) {
        byte[] bytes = bytes(number);
        require(store.put(Hash.of(bytes), bytes));
    }

    private static void upload(BlobStore store, long number) throws IOException {
        byte[] bytes = bytes(number);
        Upload upload = upload(number);
        Random random = new Random(number);
        int at = 0;
        while (at < bytes.length) {
            int end = Math.min(bytes.length, at + 1 + random.nextInt(1 << 20));
            require(
                    store.uploads().append(upload, at, Samples.part(bytes, at, end))
                            instanceof Appended);
            at = end;
            say("stored", number, at);
        }
        require(store.uploads().finish(upload, bytes.length) instanceof Complete);
    }

    private static void require(boolean done) {
        if (!done) {
            throw new IllegalStateException("the store did something else");
        }
    }
}
