package app.vaultnotes.vault.store;

import app.vaultnotes.vault.BlobHash;
import app.vaultnotes.vault.Blobs;
import app.vaultnotes.vault.VaultException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Attachments as files named by their hash, {@code blobs/ab/abcdef…}. A file appears under its name
 * only when its bytes are on the disk.
 */
final class BlobFolder implements Blobs {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final String UNFINISHED = ".part";

    private final Path folder;

    /** What the batch on this thread has yet to put on the disk. */
    private static final ThreadLocal<@Nullable List<Path>> BATCH = new ThreadLocal<>();

    BlobFolder(Path folder) {
        this.folder = folder;
    }

    private Path file(BlobHash hash) {
        return parent(hash).resolve(hash.hex());
    }

    private Path parent(BlobHash hash) {
        return folder.resolve(hash.hex().substring(0, 2));
    }

    @Override
    public Stored put(InputStream content, long limitBytes) throws IOException {
        Path part;
        try {
            Files.createDirectories(folder);
            part = Files.createTempFile(folder, "new", UNFINISHED);
        } catch (IOException e) {
            throw Failures.of(e, "The attachment cannot be kept");
        }
        try {
            Stored stored = copy(content, part, limitBytes);
            keep(part, stored.hash());
            return stored;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private Stored copy(InputStream content, Path part, long limitBytes) throws IOException {
        MessageDigest digest = Codec.sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        long size = 0;
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            OutputStream out = Channels.newOutputStream(channel);
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                size += count;
                if (size > limitBytes) {
                    throw new VaultException(
                            VaultException.Code.TOO_LARGE,
                            "The file is larger than " + limitBytes + " bytes.",
                            "");
                }
                digest.update(buffer, 0, count);
                write(out, buffer, count);
            }
            if (BATCH.get() == null) {
                channel.force(true);
            }
        }
        return new Stored(BlobHash.ofBytes(digest.digest()), size);
    }

    private static void write(OutputStream out, byte[] buffer, int count) {
        try {
            out.write(buffer, 0, count);
        } catch (IOException e) {
            throw Failures.of(e, "The attachment cannot be kept");
        }
    }

    private void keep(Path part, BlobHash hash) {
        Path file = file(hash);
        Path parent = parent(hash);
        try {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && Files.size(file) == Files.size(part)) {
                return;
            }
            Files.createDirectories(parent);
            Files.move(
                    part,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            List<Path> waiting = BATCH.get();
            if (waiting != null) {
                waiting.add(file);
            } else {
                sync(parent);
                sync(folder);
            }
        } catch (IOException e) {
            throw Failures.of(e, "The attachment cannot be kept");
        }
    }

    @Override
    public <T> T batch(Puts<T> puts) throws IOException {
        List<Path> waiting = new ArrayList<>();
        BATCH.set(waiting);
        try {
            T result = puts.run();
            Set<Path> folders = new HashSet<>();
            for (Path file : waiting) {
                sync(file);
                folders.add(file.getParent());
            }
            for (Path each : folders) {
                sync(each);
            }
            if (!folders.isEmpty()) {
                sync(folder);
            }
            return result;
        } finally {
            BATCH.remove();
        }
    }

    /** Has the disk keep a file or the entries of a folder; not every system can do the latter. */
    private static void sync(Path path) throws IOException {
        boolean isFolder = Files.isDirectory(path);
        if (isFolder && System.getProperty("os.name", "").startsWith("Windows")) {
            return;
        }
        try (FileChannel channel =
                FileChannel.open(
                        path, isFolder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    @Override
    public InputStream open(BlobHash hash) {
        try {
            return new Checked(Files.newInputStream(file(hash), LinkOption.NOFOLLOW_LINKS), hash);
        } catch (NoSuchFileException e) {
            throw new VaultException(
                    VaultException.Code.NOT_FOUND,
                    "The bytes of an attachment are missing: " + hash,
                    "“vaultnotes doctor” lists what is missing; a backup or another device may have it.",
                    e);
        } catch (IOException e) {
            throw Failures.of(e, "An attachment cannot be read");
        }
    }

    @Override
    public boolean has(BlobHash hash) {
        return Files.isRegularFile(file(hash), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public Collection<Stored> all() {
        List<Stored> all = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return all;
        }
        try (Stream<Path> files = Files.walk(folder, 2)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                java.util.Optional<BlobHash> hash = BlobHash.parse(file.getFileName().toString());
                if (hash.isPresent() && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    all.add(new Stored(hash.get(), Files.size(file)));
                }
            }
        } catch (IOException e) {
            throw Failures.of(e, "The attachments cannot be listed");
        }
        return all;
    }

    @Override
    public void remove(BlobHash hash) {
        try {
            Files.deleteIfExists(file(hash));
        } catch (IOException e) {
            throw Failures.of(e, "An attachment cannot be removed");
        }
    }

    /** Compares what is read with the name it is kept under. */
    private static final class Checked extends FilterInputStream {
        private final MessageDigest digest = Codec.sha256();
        private final BlobHash hash;
        private boolean compared;

        Checked(InputStream in, BlobHash hash) {
            super(in);
            this.hash = hash;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count > 0) {
                digest.update(buffer, offset, count);
            } else if (count < 0 && !compared) {
                compared = true;
                compare();
            }
            return count;
        }

        private void compare() {
            if (!BlobHash.ofBytes(digest.digest()).equals(hash)) {
                throw new VaultException(
                        VaultException.Code.DAMAGED,
                        "The bytes of an attachment are not what was kept: " + hash,
                        "A backup or another device may have the right ones.");
            }
        }
    }
}
