package app.vaultnotes.vault.store;

import app.vaultnotes.vault.BlobHash;
import app.vaultnotes.vault.BlobPlace;
import app.vaultnotes.vault.Blobs;
import app.vaultnotes.vault.Privacy;
import app.vaultnotes.vault.VaultException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Attachments as files named by their hash, {@code blobs/ab/abcdef…}. A file appears under its name
 * only when its bytes are on the disk; until then it lies in {@code blobs/incoming}.
 *
 * <p>Links inside the folder are never followed, so that a vault from elsewhere cannot point at
 * files outside of it.
 */
final class BlobFolder implements Blobs {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int SYNCS_AT_ONCE = 8;
    private static final int PREFIX_CHARS = 2;

    /** Older than this, an unfinished file belongs to no process that still runs. */
    private static final Duration UNFINISHED_FOR = Duration.ofDays(1);

    private final Path folder;
    private final Path incoming;

    /** Where bytes are that are not here. */
    private final Function<BlobHash, BlobPlace> missing;

    /** What the batch of a thread has yet to put in place, by name; of this folder, not of all. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Map<BlobHash, Path>> batch = new ThreadLocal<>();

    /** What was put while holds were open; it guards itself, the number of holds and removing. */
    private final Set<BlobHash> held = new HashSet<>();

    private int holds;

    /**
     * The attachments in a folder.
     *
     * @param missing says where those are that are not
     */
    BlobFolder(Path folder, Function<BlobHash, BlobPlace> missing) {
        this.folder = folder;
        this.incoming = folder.resolve("incoming");
        this.missing = missing;
    }

    /** A folder of a vault that is not shared. */
    BlobFolder(Path folder) {
        this(folder, hash -> BlobPlace.MISSING);
    }

    private Path parent(BlobHash hash) {
        return folder.resolve(hash.hex().substring(0, PREFIX_CHARS));
    }

    private Path file(BlobHash hash) {
        return parent(hash).resolve(hash.hex());
    }

    @Override
    public Stored put(InputStream content, long limitBytes) throws IOException {
        Path part = newPart();
        boolean waits = false;
        try {
            Stored stored = copy(content, part, limitBytes);
            keepFromRemoval(stored.hash());
            waits = keep(part, stored);
            return stored;
        } finally {
            if (!waits) {
                Files.deleteIfExists(part);
            }
        }
    }

    private void createIncoming() throws IOException {
        Privacy.createFolder(folder);
        createFolder(incoming);
    }

    /** The file of bytes that come in pieces. */
    Path part(BlobHash hash) {
        return incoming.resolve(hash.hex() + ".part");
    }

    /** The same, which can be written then. */
    Path incomingPart(BlobHash hash) throws IOException {
        createIncoming();
        return part(hash);
    }

    /** Bytes that came in pieces have turned out to be those of the hash. */
    void settle(BlobHash hash) throws IOException {
        keepFromRemoval(hash);
        place(Map.of(hash, part(hash)));
    }

    @Override
    public Arriving arriving() {
        return new PartialBlobs(this);
    }

    private Path newPart() {
        try {
            createIncoming();
            return Files.createTempFile(incoming, "new", ".part");
        } catch (IOException e) {
            throw notKept(e);
        }
    }

    private static void createFolder(Path inside) throws IOException {
        if (Files.isSymbolicLink(inside)) {
            throw new VaultException(
                    VaultException.Code.REFUSED,
                    inside + " is a link, and attachments are not kept behind links.",
                    "Remove it.");
        }
        Privacy.createFolder(inside);
    }

    VaultException notKept(IOException e) {
        return Failures.of(e, "The attachment cannot be kept", folder);
    }

    private Stored copy(InputStream content, Path part, long limitBytes) throws IOException {
        MessageDigest digest = Codec.sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        long size = 0;
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                size += count;
                if (size > limitBytes) {
                    throw new VaultException(
                            VaultException.Code.TOO_LARGE,
                            "The file is larger than " + limitBytes + " bytes.",
                            "");
                }
                digest.update(buffer, 0, count);
                write(channel, ByteBuffer.wrap(buffer, 0, count));
            }
        }
        return new Stored(BlobHash.ofBytes(digest.digest()), size);
    }

    /** Writing fails with an exception of ours, reading the content with its own. */
    private void write(FileChannel channel, ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw notKept(e);
        }
    }

    /** Puts an unfinished file in its place, or has it wait for the end of the batch. */
    private boolean keep(Path part, Stored stored) {
        Map<BlobHash, Path> waiting = batch.get();
        try {
            if (isWhole(stored)) {
                return false;
            }
            if (waiting == null) {
                place(Map.of(stored.hash(), part));
                return false;
            }
            return waiting.putIfAbsent(stored.hash(), part) == null;
        } catch (IOException e) {
            throw notKept(e);
        }
    }

    /** Whether these bytes are here and still what they were; damaged ones are written anew. */
    private boolean isWhole(Stored stored) throws IOException {
        if (!has(stored.hash()) || Files.size(file(stored.hash())) != stored.size()) {
            return false;
        }
        MessageDigest digest = Codec.sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file(stored.hash()))) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        } catch (IOException e) {
            return false; // of a file that cannot be read nothing is left to keep
        }
        return BlobHash.ofBytes(digest.digest()).equals(stored.hash());
    }

    /** Makes files durable, then gives them their names, then makes the names durable. */
    private void place(Map<BlobHash, Path> parts) throws IOException {
        Syncing.all(parts.values(), SYNCS_AT_ONCE);
        Set<Path> folders = new LinkedHashSet<>();
        for (Map.Entry<BlobHash, Path> part : parts.entrySet()) {
            Path parent = parent(part.getKey());
            createFolder(parent);
            Files.move(
                    part.getValue(),
                    file(part.getKey()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            folders.add(parent);
        }
        folders.add(folder);
        Syncing.all(folders, SYNCS_AT_ONCE);
    }

    @Override
    public <T> T batch(Puts<T> puts) throws IOException {
        if (batch.get() != null) {
            return puts.run();
        }
        Map<BlobHash, Path> waiting = new LinkedHashMap<>();
        batch.set(waiting);
        try {
            T result = puts.run();
            if (!waiting.isEmpty()) {
                placeAll(waiting);
            }
            return result;
        } finally {
            batch.remove();
            for (Path part : waiting.values()) {
                Files.deleteIfExists(part);
            }
        }
    }

    private void placeAll(Map<BlobHash, Path> waiting) {
        try {
            place(waiting);
        } catch (IOException e) {
            throw notKept(e);
        }
    }

    @Override
    public InputStream open(BlobHash hash) {
        try {
            if (!has(hash)) {
                throw new NoSuchFileException(file(hash).toString());
            }
            return new CheckedBlob(
                    Files.newInputStream(file(hash), LinkOption.NOFOLLOW_LINKS), hash);
        } catch (NoSuchFileException e) {
            throw absent(hash, e);
        } catch (IOException e) {
            throw Failures.of(e, "An attachment cannot be read", file(hash));
        }
    }

    private VaultException absent(BlobHash hash, NoSuchFileException e) {
        return switch (missing.apply(hash)) {
            case ON_RELAY ->
                    new VaultException(
                            VaultException.Code.NOT_HERE,
                            "The bytes of the attachment are not on this device yet: " + hash,
                            "They come from the relay with the next sync.",
                            e);
            case AWAITED ->
                    new VaultException(
                            VaultException.Code.NOT_HERE,
                            "The bytes of the attachment have not come yet: " + hash,
                            "They come once the device that has them has sent them.",
                            e);
            case HERE, MISSING ->
                    new VaultException(
                            VaultException.Code.NOT_FOUND,
                            "The bytes of an attachment are missing: " + hash,
                            "“vaultnotes doctor” lists what is missing; a backup or another device"
                                    + " may have it.",
                            e);
        };
    }

    @Override
    public OptionalLong size(BlobHash hash) {
        try {
            return has(hash) ? OptionalLong.of(Files.size(file(hash))) : OptionalLong.empty();
        } catch (IOException e) {
            throw Failures.of(e, "An attachment cannot be read", file(hash));
        }
    }

    @Override
    public BlobPlace place(BlobHash hash) {
        return has(hash) ? BlobPlace.HERE : missing.apply(hash);
    }

    @Override
    public boolean has(BlobHash hash) {
        return isFolder(parent(hash)) && Files.isRegularFile(file(hash), LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public String where(BlobHash hash) {
        return folder.resolveSibling("").relativize(file(hash)).toString().replace('\\', '/');
    }

    @Override
    public Collection<Stored> all() {
        List<Stored> all = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return all;
        }
        // The folder of what is on its way is not looked into: its files go while one looks.
        try (DirectoryStream<Path> folders =
                Files.newDirectoryStream(folder, BlobFolder::isOfHashes)) {
            for (Path each : folders) {
                addAll(each, all);
            }
        } catch (DirectoryIteratorException e) {
            throw Failures.of(new IOException(e), "The attachments cannot be listed", folder);
        } catch (IOException e) {
            throw Failures.of(e, "The attachments cannot be listed", folder);
        }
        return all;
    }

    private static boolean isOfHashes(Path folder) {
        return folder.getFileName().toString().length() == PREFIX_CHARS
                && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
    }

    private void addAll(Path each, List<Stored> all) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(each)) {
            for (Path file : files) {
                Optional<BlobHash> hash =
                        BlobHash.parse(file.getFileName().toString())
                                .filter(name -> file(name).equals(file) && has(name));
                if (hash.isPresent()) {
                    all.add(new Stored(hash.get(), Files.size(file)));
                }
            }
        }
    }

    /** Copies all attachments into another folder, to the names that they have here. */
    void copyTo(Path other) throws IOException {
        BlobFolder copies = new BlobFolder(other);
        for (Stored stored : all()) {
            Privacy.createFolder(copies.parent(stored.hash()));
            Files.copy(
                    file(stored.hash()),
                    copies.file(stored.hash()),
                    LinkOption.NOFOLLOW_LINKS,
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private void keepFromRemoval(BlobHash hash) {
        synchronized (held) {
            if (holds > 0) {
                held.add(hash);
            }
        }
    }

    @Override
    public Hold hold() {
        synchronized (held) {
            holds++;
        }
        AtomicBoolean open = new AtomicBoolean(true);
        return () -> {
            synchronized (held) {
                if (open.getAndSet(false) && --holds == 0) {
                    held.clear();
                }
            }
        };
    }

    @Override
    public boolean isHeld(BlobHash hash) {
        synchronized (held) {
            return held.contains(hash);
        }
    }

    @Override
    public void remove(BlobHash hash) {
        try {
            synchronized (held) {
                if (!held.contains(hash) && has(hash)) {
                    Files.deleteIfExists(file(hash));
                }
            }
        } catch (IOException e) {
            throw Failures.of(e, "An attachment cannot be removed", file(hash));
        }
    }

    /** Removes what processes that were killed left unfinished, so far as none can still run. */
    void removeUnfinished() {
        removeUnfinished(Instant.now().minus(UNFINISHED_FOR));
    }

    /** Removes what was left unfinished before a moment. */
    void removeUnfinished(Instant limit) {
        if (!isFolder(incoming)) {
            return;
        }
        try (Stream<Path> parts = Files.list(incoming)) {
            for (Path part : (Iterable<Path>) parts::iterator) {
                if (Files.getLastModifiedTime(part, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isBefore(limit)) {
                    Files.deleteIfExists(part);
                }
            }
        } catch (IOException e) {
            throw Failures.of(e, "Unfinished attachments cannot be removed", incoming);
        }
    }
}
