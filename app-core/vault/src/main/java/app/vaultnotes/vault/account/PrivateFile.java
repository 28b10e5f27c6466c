package app.vaultnotes.vault.account;

import app.vaultnotes.vault.Privacy;
import app.vaultnotes.vault.VaultException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A small file that only its owner can read. It is replaced as a whole, so that whoever reads it
 * and whatever ends the process, it is the old one or the new one.
 */
final class PrivateFile {

    /** Java refuses a second lock on a file by the same process; there are few such files. */
    private static final ReentrantLock OF_THIS_PROCESS = new ReentrantLock();

    private static final Set<PosixFilePermission> OF_OTHERS =
            EnumSet.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);

    private final Path path;
    private final int mostBytes;

    /**
     * A file that need not be there.
     *
     * @param mostBytes a longer one is none of ours
     */
    PrivateFile(Path path, int mostBytes) {
        this.path = path;
        this.mostBytes = mostBytes;
    }

    Path path() {
        return path;
    }

    /** Its bytes; none when there is no file. */
    byte[] read() {
        if (Files.notExists(path)) {
            return new byte[0];
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes) {
                throw damaged("it is longer than " + mostBytes + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw failed("read", e);
        }
    }

    /** What is in it is not what was written. */
    VaultException damaged(String why) {
        return new VaultException(
                VaultException.Code.DAMAGED,
                "The file " + path + " is damaged: " + why + ".",
                "Move it away and sign in again; your notes are not in it.");
    }

    /** Refuses a file that others can read or write. */
    void requirePrivate() {
        try {
            if (Files.exists(path)
                    && path.getFileSystem().supportedFileAttributeViews().contains("posix")
                    && Files.getPosixFilePermissions(path).stream().anyMatch(OF_OTHERS::contains)) {
                throw new VaultException(
                        VaultException.Code.REFUSED,
                        "The file " + path + " has keys in it, and others can read or change it.",
                        "Give it back to its owner alone: chmod 600 " + path);
            }
        } catch (IOException e) {
            throw failed("look at", e);
        }
    }

    /** Has other bytes in it when this returns, durably. */
    void replace(byte[] bytes) {
        if (bytes.length > mostBytes) {
            throw new VaultException(
                    VaultException.Code.TOO_LARGE,
                    "The file " + path + " would have " + bytes.length + " bytes, too many.",
                    "Sign out of accounts that are not used any more.");
        }
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        try {
            Privacy.createFolder(path.toAbsolutePath().resolveSibling(".").normalize());
            Files.deleteIfExists(fresh);
            Privacy.createFile(fresh);
            Files.write(fresh, bytes);
            Privacy.sync(fresh);
            Files.move(
                    fresh,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            Privacy.sync(path.toAbsolutePath().resolveSibling(".").normalize());
        } catch (IOException e) {
            throw failed("write", e);
        }
    }

    /** Does something while no other thread or process does something with the file. */
    <T> T alone(Supplier<T> work) {
        OF_THIS_PROCESS.lock();
        try (FileChannel channel = lockFile();
                FileLock lock = channel.lock()) {
            assert lock.isValid();
            return work.get();
        } catch (IOException e) {
            throw failed("lock", e);
        } finally {
            OF_THIS_PROCESS.unlock();
        }
    }

    private FileChannel lockFile() throws IOException {
        Path lock = path.resolveSibling(path.getFileName() + ".lock");
        Privacy.createFolder(path.toAbsolutePath().resolveSibling(".").normalize());
        try {
            Privacy.createFile(lock);
        } catch (FileAlreadyExistsException e) {
            // made by an earlier one
        }
        return FileChannel.open(lock, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    private VaultException failed(String what, IOException e) {
        return new VaultException(
                VaultException.Code.IO,
                "Cannot " + what + " " + path + ": " + e.getMessage(),
                "Check the folder's permissions and whether the disk is full.",
                e);
    }
}
