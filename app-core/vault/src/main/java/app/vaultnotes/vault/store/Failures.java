package app.vaultnotes.vault.store;

import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.VaultException.Code;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.ReadOnlyFileSystemException;
import java.sql.SQLException;
import java.util.Locale;

/** Turns what SQLite and the file system complain about into the vault's own words. */
final class Failures {

    private static final int PERMISSION = 3;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READONLY = 8;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANTOPEN = 14;
    private static final int NOTADB = 26;
    private static final int PRIMARY_CODE = 0xff;

    private Failures() {}

    static VaultException of(SQLException e) {
        String message = String.valueOf(e.getMessage());
        return switch (e.getErrorCode() & PRIMARY_CODE) {
            case FULL -> diskFull(e);
            case READONLY, PERMISSION -> readOnly(message, e);
            case CANTOPEN ->
                    new VaultException(
                            Code.READ_ONLY,
                            "The vault's database cannot be opened: " + message,
                            "Check that the folder exists and that you may write there.",
                            e);
            case CORRUPT, NOTADB ->
                    new VaultException(
                            Code.DAMAGED,
                            "The vault's database is damaged: " + message,
                            "“vaultnotes doctor” says what is wrong; “vaultnotes backup list” what can be restored.",
                            e);
            case BUSY, LOCKED ->
                    new VaultException(
                            Code.LOCKED,
                            "Another program is using the vault's database.",
                            "Try again.",
                            e);
            default ->
                    new VaultException(Code.IO, "The vault's database failed: " + message, "", e);
        };
    }

    static VaultException of(IOException e, String what) {
        String message = String.valueOf(e.getMessage());
        if (message.toLowerCase(Locale.ROOT).contains("no space left")) {
            return diskFull(e);
        }
        if (e instanceof AccessDeniedException || message.contains("Read-only file system")) {
            return readOnly(message, e);
        }
        return new VaultException(Code.IO, what + ": " + message, "", e);
    }

    static VaultException of(ReadOnlyFileSystemException e) {
        return readOnly("read-only file system", e);
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
