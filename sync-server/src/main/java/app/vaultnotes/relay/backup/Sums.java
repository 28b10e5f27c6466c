package app.vaultnotes.relay.backup;

import app.vaultnotes.relay.blob.Digests;
import app.vaultnotes.wire.Hash;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipException;

/**
 * The files of a folder by their SHA-256, as {@code sha256sum --check} reads them from {@value
 * #NAME}.
 */
final class Sums {

    static final String NAME = "SHA256SUMS";

    private static final int MOST_BYTES = 1 << 16;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final String BETWEEN = "  ";

    private final Path folder;
    private final SortedMap<String, Hash> hashes;

    private Sums(Path folder, SortedMap<String, Hash> hashes) {
        this.folder = folder;
        this.hashes = hashes;
    }

    /**
     * The sums that stand in a folder.
     *
     * @throws BackupException when they cannot be understood
     */
    static Sums of(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        String text = new String(atMost(file, MOST_BYTES), StandardCharsets.US_ASCII);
        SortedMap<String, Hash> hashes = new TreeMap<>();
        text.lines().forEach(line -> put(hashes, line, file));
        Sums sums = new Sums(folder, hashes);
        if (!sums.text().equals(text)) {
            throw BackupException.damaged(file, "is not as it was written");
        }
        return sums;
    }

    private static void put(SortedMap<String, Hash> hashes, String line, Path file) {
        String[] words = line.split(BETWEEN, 2);
        Hash hash =
                Digests.named(words[0])
                        .filter(sum -> words.length == 2)
                        .orElseThrow(() -> BackupException.damaged(file, "has no sum in a line"));
        hashes.put(words[1], hash);
    }

    /** What is in a file that is not large. */
    static byte[] atMost(Path file, int mostBytes) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes) {
                throw BackupException.damaged(file, "is too large");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw BackupException.damaged(file, "is missing");
        }
    }

    /** Writes the sums of files into their folder. */
    static void write(OutputStream out, SortedMap<String, Hash> hashes) throws IOException {
        out.write(new Sums(Path.of(""), hashes).text().getBytes(StandardCharsets.US_ASCII));
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        hashes.forEach((name, hash) -> text.append(hash + BETWEEN + name + "\n"));
        return text.toString();
    }

    /** That it has these files and no others. */
    void requireNames(Set<String> names) {
        if (!hashes.keySet().equals(names)) {
            throw BackupException.damaged(folder.resolve(NAME), "has other files than a backup");
        }
    }

    /** Takes something from a file. */
    @FunctionalInterface
    interface Reading<T> {
        /** What is taken; it need not read to the end. */
        T from(InputStream in) throws IOException;
    }

    /**
     * Reads a file, all of which is compared with its sum when this returns.
     *
     * @throws BackupException when it is missing or not what was written
     */
    <T> T read(String name, Reading<T> reading) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digested = new DigestInputStream(in, Digests.sha256())) {
            T read = reading.from(new Lent(digested));
            drain(digested);
            if (!Digests.isOf(digested.getMessageDigest(), hash(name))) {
                throw BackupException.damaged(file, "has other bytes than were written");
            }
            return read;
        } catch (NoSuchFileException e) {
            throw BackupException.damaged(file, "is missing");
        } catch (ZipException | EOFException e) {
            throw BackupException.damaged(file, "cannot be unpacked");
        }
    }

    /** Whoever reads may close it, and the rest can still be read. */
    private static final class Lent extends FilterInputStream {
        Lent(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // The owner does.
        }
    }

    private static void drain(InputStream in) throws IOException {
        byte[] passed = new byte[BUFFER_BYTES];
        while (in.read(passed) >= 0) {
            // Only the digest wants them.
        }
    }

    private Hash hash(String name) {
        Hash hash = hashes.get(name);
        if (hash == null) {
            throw BackupException.damaged(folder.resolve(NAME), "does not have " + name);
        }
        return hash;
    }
}
