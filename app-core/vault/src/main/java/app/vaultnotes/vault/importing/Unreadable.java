package app.vaultnotes.vault.importing;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Why something in a source cannot be read: the messages of file systems are often but a path. */
final class Unreadable {

    private Unreadable() {}

    /** The reason, to stand behind “it cannot be read: ”. */
    static String why(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "there is no permission";
        } else if (e instanceof NoSuchFileException) {
            return "it is gone by now";
        } else if (e instanceof FileSystemException failure && failure.getReason() != null) {
            return failure.getReason();
        }
        return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    }
}
