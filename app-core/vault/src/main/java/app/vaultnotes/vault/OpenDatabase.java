package app.vaultnotes.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * A database that this process has open, until it is closed. On POSIX systems closing any channel
 * to a file lets go of all locks that the process has on it, SQLite's among them: such a file is
 * not to be opened by anything else. May be used on any thread.
 */
public final class OpenDatabase implements AutoCloseable {

    /** Used only while holding itself. */
    private static final Set<OpenDatabase> ALL = new HashSet<>();

    private final Path file;

    private OpenDatabase(Path file) {
        this.file = file;
    }

    /** Says that a database is about to be opened. */
    public static OpenDatabase at(Path file) {
        OpenDatabase open = new OpenDatabase(file.toAbsolutePath());
        synchronized (ALL) {
            ALL.add(open);
        }
        return open;
    }

    /** Says that no connection to it is left. */
    @Override
    public void close() {
        synchronized (ALL) {
            ALL.remove(this);
        }
    }

    /** A look into a file. */
    interface Look {
        boolean at(Path file) throws IOException;
    }

    /**
     * What a look into a file says; true without one when this process has it open as a database.
     * None is opened while the look goes on, which must be short.
     */
    static boolean openOr(Path file, Look look) throws IOException {
        synchronized (ALL) {
            for (OpenDatabase open : ALL) {
                if (isSame(open.file, file)) {
                    return true;
                }
            }
            return look.at(file);
        }
    }

    /** Whether a file is a database that this process has open, or the index of its journal. */
    static boolean isOpen(Path file) {
        synchronized (ALL) {
            return ALL.stream()
                    .anyMatch(open ->
                            isSame(open.file, file) || isSame(Path.of(open.file + "-shm"), file));
        }
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false; // one of them is gone
        }
    }
}
