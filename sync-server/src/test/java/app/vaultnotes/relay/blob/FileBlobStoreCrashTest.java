package app.vaultnotes.relay.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.wire.Hash;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed at any moment loses nothing that it acknowledged. */
class FileBlobStoreCrashTest {

    private static final long SEED = 11;

    /** Fewer numbers than this are begun in a round. */
    private static final int NUMBERS_A_ROUND = 1_000_000;

    private static final Pattern SAID = Pattern.compile("(complete|stored),(\\d+),(\\d+)");

    @TempDir private Path folder;

    /** What was acknowledged: how much of what is on its way, and what is complete. */
    private final Map<Long, Long> stored = new TreeMap<>();

    private final Map<Long, Long> complete = new TreeMap<>();

    /** What rounds before left. */
    private final Set<Hash> kept = new HashSet<>();

    private Path home() {
        return folder.resolve("store");
    }

    @Test
    void nothingAcknowledgedIsLostAndNothingHalfIsSeen() throws Exception {
        int rounds = Boolean.getBoolean("vaultnotes.heavy") ? 150 : 6;
        Random random = new Random(SEED);
        for (int round = 0; round < rounds; round++) {
            uploadUntilKilled(
                    (long) round * NUMBERS_A_ROUND, 1 + random.nextInt(8), random.nextInt(25));
            try (FileBlobStore store = FileBlobStore.open(home())) {
                check(store, "seed " + SEED + " round " + round);
            }
            complete.clear();
        }
    }

    private void uploadUntilKilled(long from, int lines, int killMillis)
            throws IOException, InterruptedException {
        List<String> command =
                JavaProcess.command(
                        List.of(), CrashingUploader.class, home().toString(), Long.toString(from));
        Process process = JavaProcess.start(command);
        int said = 0;
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                note(line);
                if (++said == lines) {
                    process.waitFor(killMillis, TimeUnit.MILLISECONDS);
                    process.destroyForcibly();
                }
            }
        } catch (IOException e) {
            // killing the process closes its output under the reader
        }
        process.waitFor();
        assertTrue(said >= lines, "it ended by itself");
    }

    private void note(String line) {
        Matcher words = SAID.matcher(line);
        if (!words.matches()) {
            return; // cut off in the middle
        }
        long number = Long.parseLong(words.group(2));
        long bytes = Long.parseLong(words.group(3));
        if (words.group(1).equals("complete")) {
            stored.remove(number);
            complete.put(number, bytes);
        } else {
            stored.put(number, bytes);
        }
    }

    private void check(FileBlobStore store, String when) throws IOException {
        for (long number : complete.keySet()) {
            assertReads(store, CrashingUploader.bytes(number), when + " lost " + number);
        }
        for (Map.Entry<Long, Long> begun : stored.entrySet()) {
            goOn(store, begun.getKey(), begun.getValue(), when);
        }
        stored.clear();
        for (StoredBlob blob : store.list(Hash.NONE, BlobStore.PAGE_BLOBS)) {
            if (kept.add(blob.hash())) {
                read(store, blob.hash(), when);
            }
        }
        for (Hash hash : kept) {
            assertTrue(store.sizeBytes(hash).isPresent(), when + " lost what was there before");
        }
        store.uploads().dropUntouched(Instant.now().plusSeconds(60));
        assertEquals(List.of(), BlobFolder.children(home().resolve("incoming")), when);
        assertEquals(List.of(), BlobFolder.children(home().resolve("partial")), when);
    }

    /** Finishes what the killed process began, or finds that it is complete. */
    private void goOn(FileBlobStore store, long number, long acknowledged, String when)
            throws IOException {
        byte[] bytes = CrashingUploader.bytes(number);
        Upload upload = CrashingUploader.upload(number);
        if (store.sizeBytes(upload.hash()).isEmpty()) {
            long there = store.uploads().storedBytes(upload);
            assertTrue(there >= acknowledged, when + " has " + there + " of " + number);
            store.uploads().append(upload, there, Samples.part(bytes, (int) there, bytes.length));
            assertEquals(
                    new FinishOutcome.Complete(),
                    store.uploads().finish(upload, bytes.length),
                    when + " went on at " + there + " of " + number);
        }
        assertReads(store, bytes, when + " finished " + number);
    }

    private static void assertReads(FileBlobStore store, byte[] bytes, String when)
            throws IOException {
        assertArrayEquals(bytes, read(store, Hash.of(bytes), when), when);
    }

    /** Reading all of it checks it. */
    private static byte[] read(FileBlobStore store, Hash hash, String when) throws IOException {
        OpenOutcome.Opened opened =
                assertInstanceOf(OpenOutcome.Opened.class, store.open(hash, ByteRange.ALL), when);
        try (InputStream in = opened.bytes()) {
            return in.readAllBytes();
        }
    }
}
