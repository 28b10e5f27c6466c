package app.vaultnotes.vault;

/**
 * Something outside the program failed: the disk, a file, another process, bytes from elsewhere.
 * The vault is as it was before the call.
 */
public final class VaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Code code;
    private final String hint;

    /** What went wrong, as a word that scripts can rely on ({@link #word}). */
    public enum Code {
        /** No such note, folder, file, version or backup. */
        NOT_FOUND,
        /** Bytes of an attachment that are not on this device yet, and may still come. */
        NOT_HERE,
        /** A path that could mean several things. */
        AMBIGUOUS,
        /** Something of that name is there already. */
        EXISTS,
        /** A name, path, date or other value that is not allowed. */
        INVALID,
        /** There is nothing to undo or redo. */
        NOTHING_TO_DO,
        /** No vault in that folder. */
        NO_VAULT,
        /** Another process holds the vault and does not answer. */
        LOCKED,
        /** The vault was written by a newer version of this program. */
        NEWER_FORMAT,
        /** Bytes on disk are not what was written. */
        DAMAGED,
        /** No space left. */
        DISK_FULL,
        /** The disk or file does not accept writes. */
        READ_ONLY,
        /** A vault that others let this device's user read, and not write in. */
        VIEW_ONLY,
        /** Larger than a limit. */
        TOO_LARGE,
        /** Input that was refused because it is malformed or hostile. */
        REFUSED,
        /** Reading or writing failed for another reason. */
        IO;

        /** The code in lower case with hyphens. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * With what happened and where, and what a person can do.
     *
     * @param hint what to do, or empty
     */
    public VaultException(Code code, String message, String hint) {
        super(message);
        this.code = code;
        this.hint = hint;
    }

    /** The same, with the failure underneath. */
    public VaultException(Code code, String message, String hint, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.hint = hint;
    }

    /** What kind of failure it is. */
    public Code code() {
        return code;
    }

    /** What to do, or empty. */
    public String hint() {
        return hint;
    }
}
