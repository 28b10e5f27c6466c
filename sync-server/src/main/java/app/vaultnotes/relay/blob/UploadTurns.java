package app.vaultnotes.relay.blob;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * Turns at the uploads of a folder, among threads and among processes. One upload always has the
 * same turn; different ones may share one.
 *
 * <p>A process has a lock file open only while one of its threads has that turn: a system lets go
 * of all locks of a process on a file as soon as it closes the file anywhere. A process that dies
 * lets go of all.
 */
final class UploadTurns {

    private static final int TURNS = 256;

    /** Among the threads of this process, whichever store of the folder they came through. */
    private static final Lock[] THREADS =
            IntStream.range(0, TURNS)
                    .mapToObj(turn -> (Lock) new ReentrantLock())
                    .toArray(Lock[]::new);

    private final Path folder;

    /** Turns by files in a folder that exists. */
    UploadTurns(Path folder) {
        this.folder = folder;
    }

    /** What is done in a turn. */
    interface Work<T> {
        T run() throws IOException;
    }

    /** Waits for the turn of an upload and has it while something is done. */
    <T> T take(Upload upload, Work<T> work) throws IOException {
        int turn = turn(upload);
        THREADS[turn].lock();
        try (FileChannel file = lockFile(turn);
                FileLock _ = file.lock()) {
            return work.run();
        } finally {
            THREADS[turn].unlock();
        }
    }

    /** The same in every process, which the hash code of a record need not be. */
    private static int turn(Upload upload) {
        long vault =
                upload.vault().getMostSignificantBits() ^ upload.vault().getLeastSignificantBits();
        return Math.floorMod(upload.hash().toByteArray()[0] ^ vault, TURNS);
    }

    private FileChannel lockFile(int turn) throws IOException {
        return Privacy.open(
                folder.resolve(String.format(Locale.ROOT, "%02x", turn)),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
    }
}
