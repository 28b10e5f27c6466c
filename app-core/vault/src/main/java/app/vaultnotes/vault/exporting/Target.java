package app.vaultnotes.vault.exporting;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Where an export goes. */
interface Target extends AutoCloseable {

    /** Makes a folder. */
    void folder(List<String> path) throws IOException;

    /**
     * Writes a file.
     *
     * @return whether the name was free; when not, nothing was written
     */
    boolean file(List<String> path, InputStream content, long modifiedMillis) throws IOException;

    @Override
    void close() throws IOException;
}
