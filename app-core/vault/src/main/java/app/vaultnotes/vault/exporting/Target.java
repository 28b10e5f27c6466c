package app.vaultnotes.vault.exporting;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Where an export goes. */
interface Target extends AutoCloseable {

    /**
     * Makes a folder, unless it is there.
     *
     * @return whether the name was free for a folder; false when a file has it
     */
    boolean folder(List<String> path) throws IOException;

    /**
     * Writes a file.
     *
     * @return whether the name was free; when not, nothing was written
     */
    boolean file(List<String> path, InputStream content, long modifiedMillis) throws IOException;

    /** Takes away what it wrote, after a failure and {@link #close}. */
    void abandon() throws IOException;

    @Override
    void close() throws IOException;
}
