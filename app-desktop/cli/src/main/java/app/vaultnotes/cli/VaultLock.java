package app.vaultnotes.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The lock on a vault's folder. The operating system takes it away when the process ends, however
 * it ends.
 */
final class VaultLock implements AutoCloseable {

    /** The file that is locked; in it stands where its holder can be reached. */
    private static final String NAME = "lock";

    /** Far behind what is written in the file, which others must be able to read. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final int MAX_SOCKET_BYTES = 4_096;

    /**
     * The folders that this process holds, with what it announced of each. Closing any channel of a
     * file lets go of every lock that the process has on it, so a second channel is never opened,
     * and files are only opened under this map's monitor.
     */
    private static final Map<Path, String> HELD = new HashMap<>();

    private final Path folder;
    private final FileChannel file;

    private VaultLock(Path folder, FileChannel file) {
        this.folder = folder;
        this.file = file;
    }

    /**
     * Takes the lock; empty when another process has it, or this one.
     *
     * @throws IOException when nothing can be locked there
     */
    static Optional<VaultLock> tryTake(Path folder) throws IOException {
        Path real = folder.toRealPath();
        synchronized (HELD) {
            if (HELD.containsKey(real)) {
                return Optional.empty();
            }
            Optional<VaultLock> taken = locked(real);
            taken.ifPresent(lock -> HELD.put(real, ""));
            return taken;
        }
    }

    private static Optional<VaultLock> locked(Path real) throws IOException {
        FileChannel file =
                FileChannel.open(
                        real.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = file.tryLock(LOCKED_BYTE, 1, false) != null;
            if (locked) {
                file.truncate(0); // what a process said that is gone
            }
            return locked ? Optional.of(new VaultLock(real, file)) : Optional.empty();
        } finally {
            if (!locked) {
                file.close();
            }
        }
    }

    /** Writes where the holder can be reached. */
    void announce(String socket) throws IOException {
        file.truncate(0);
        file.write(ByteBuffer.wrap(socket.getBytes(StandardCharsets.UTF_8)), 0);
        synchronized (HELD) {
            HELD.replace(folder, socket);
        }
    }

    /** What the holder of a folder's lock wrote, be it this process; empty when it says nothing. */
    static Optional<String> announced(Path folder) throws IOException {
        Path real = folder.toRealPath();
        Path file = real.resolve(NAME);
        synchronized (HELD) {
            String own = HELD.get(real);
            if (own != null) {
                return Optional.of(own).filter(socket -> !socket.isEmpty());
            }
            boolean readable =
                    Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                            && Files.size(file) <= MAX_SOCKET_BYTES;
            return readable
                    ? Optional.of(Files.readString(file)).filter(socket -> !socket.isEmpty())
                    : Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (HELD) {
            try {
                file.close();
            } finally {
                HELD.remove(folder);
            }
        }
    }
}
