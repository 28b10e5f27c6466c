package app.vaultnotes.relay.backup;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A backup that was not written or cannot be used; says what and where, and what to do. */
public final class BackupException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1;

    private final String hint;

    BackupException(String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    BackupException(String message, String hint) {
        this(message, hint, null);
    }

    /** A file of a backup is not what was written. */
    static BackupException damaged(Object what, String how) {
        return new BackupException(
                what + " " + how + ".",
                "Take another backup, or another copy of this one. Nothing was changed.");
    }

    /** What to do about it. */
    public String hint() {
        return hint;
    }
}
