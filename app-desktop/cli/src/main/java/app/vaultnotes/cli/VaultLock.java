package app.vaultnotes.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lock on a vault's folder. The operating system takes it away when the process ends, however
 * it ends.
 */
final class VaultLock implements AutoCloseable {

    /** The file that is locked; in it stands where its holder can be reached. */
    static final String NAME = "lock";

    /** Far behind what is written in the file, which others must be able to read. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    /**
     * The folders that this process holds. Closing any channel of a file lets go of every lock that
     * the process has on it, so a second channel is never opened.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

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
        if (!HELD.add(real)) {
            return Optional.empty();
        }
        Optional<VaultLock> taken = Optional.empty();
        try {
            taken = locked(real);
            return taken;
        } finally {
            if (taken.isEmpty()) {
                HELD.remove(real);
            }
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
    }

    @Override
    public void close() throws IOException {
        try {
            file.close();
        } finally {
            HELD.remove(folder);
        }
    }
}
