package app.vaultnotes.vault.store;

import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.VaultException.Code;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** Turns what SQLite and the file system complain about into the vault's own words. */
final class Failures {

    private static final int PERMISSION = 3;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int NOMEM = 7;
    private static final int READONLY = 8;
    private static final int IOERR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANTOPEN = 14;
    private static final int NOTADB = 26;
    private static final int PRIMARY_CODE = 0xff;

    /** Less room than this, and a failed write is taken for a full disk whatever it says. */
    private static final long ROOM_BYTES = 64 << 10;

    private Failures() {}

    /**
     * Whether a failure leaves a connection's own state in doubt. A failed {@code fsync} must not
     * be tried again on the same file handle: the system may have forgotten what it could not
     * write.
     */
    static boolean doubtful(SQLException e) {
        return switch (e.getErrorCode() & PRIMARY_CODE) {
            case IOERR, NOMEM, CORRUPT, NOTADB -> true;
            default -> false;
        };
    }

    /** A failure at a database; the vault is named: there may be another one in the work. */
    static VaultException of(SQLException e, Path database) {
        String message = String.valueOf(e.getMessage());
        return switch (e.getErrorCode() & PRIMARY_CODE) {
            case FULL -> diskFull(e);
            case READONLY, PERMISSION -> readOnly(database + " does not accept changes.", e);
            case CANTOPEN ->
                    new VaultException(
                            Code.READ_ONLY,
                            "The vault's database " + database + " cannot be opened: " + message,
                            "Check that the folder exists and that you may write there.",
                            e);
            case CORRUPT, NOTADB ->
                    new VaultException(
                            Code.DAMAGED,
                            "The vault's database " + database + " is damaged: " + message,
                            "“vaultnotes doctor” says what is wrong there; “vaultnotes backup list”"
                                    + " what can be restored.",
                            e);
            case BUSY, LOCKED ->
                    new VaultException(
                            Code.LOCKED,
                            "Another program is using the vault's database " + database + ".",
                            "Try again.",
                            e);
            default ->
                    new VaultException(
                            Code.IO,
                            "The vault's database " + database + " failed: " + message,
                            "",
                            e);
        };
    }

    /** A failure at a file or folder; what the system says of it may be in any language. */
    static VaultException of(IOException e, String what, Path where) {
        String message = String.valueOf(e.getMessage());
        if (isFull(message, where)) {
            return diskFull(e);
        }
        if (e instanceof AccessDeniedException || isReadOnly(message, where)) {
            return readOnly(message, e);
        }
        // Some systems say nothing but where it was.
        return message.equals(where.toString())
                ? new VaultException(
                        Code.IO,
                        what + ".",
                        "Check that its folder exists and that you may write there.",
                        e)
                : new VaultException(Code.IO, what + ": " + message, "", e);
    }

    private static boolean isFull(String message, Path where) {
        try {
            return message.contains("No space left")
                    || message.contains("Disk quota exceeded")
                    || isFull(store(where));
        } catch (IOException e) {
            return false;
        }
    }

    /** What has no room at all, such as {@code /proc}, is no disk that could be full. */
    private static boolean isFull(FileStore disk) throws IOException {
        return disk.getTotalSpace() > 0 && disk.getUsableSpace() < ROOM_BYTES;
    }

    private static boolean isReadOnly(String message, Path where) {
        try {
            return message.contains("Read-only file system") || store(where).isReadOnly();
        } catch (IOException e) {
            return false;
        }
    }

    /** The disk of a path, or of its nearest parent that exists. */
    private static FileStore store(Path where) throws IOException {
        Path at = where.toAbsolutePath();
        while (!Files.exists(at) && at.getParent() != null) {
            at = at.getParent();
        }
        return Files.getFileStore(at);
    }

    private static VaultException diskFull(Exception e) {
        return new VaultException(
                Code.DISK_FULL,
                "The disk is full; nothing was changed.",
                "Make room and try again: what was saved before is safe.",
                e);
    }

    private static VaultException readOnly(String message, Exception e) {
        return new VaultException(
                Code.READ_ONLY,
                "The vault cannot be written: " + message,
                "Check the permissions of its folder, and whether the disk is mounted read-only.",
                e);
    }
}
