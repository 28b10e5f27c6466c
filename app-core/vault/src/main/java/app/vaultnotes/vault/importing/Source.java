package app.vaultnotes.vault.importing;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A tree of files to import. Only read, never written. */
public interface Source extends AutoCloseable {

    /** Most files and folders of one source. */
    int MAX_ENTRIES = 1_000_000;

    /** Deepest folder of a source. */
    int MAX_DEPTH = 200;

    /** Where it is, to recognise it the next time. */
    String location();

    /** All that can be imported, in a fixed order; what cannot is told to the report. */
    List<Entry> entries(FidelityReport.Builder report) throws IOException;

    /** The bytes of a file; at most {@code limitBytes}, more is an {@link IOException}. */
    InputStream open(Entry entry, long limitBytes) throws IOException;

    @Override
    void close() throws IOException;

    /**
     * A file or folder.
     *
     * @param path its names from the top of the source, made harmless; no other file's
     * @param original its path as the source spells it; no other file's, and the same each time
     * @param folder whether it is a folder
     * @param size bytes, as far as the source says
     * @param createdMillis when it was made
     * @param modifiedMillis when it was last changed
     */
    record Entry(
            List<String> path,
            String original,
            boolean folder,
            long size,
            long createdMillis,
            long modifiedMillis) {

        /** Its name. */
        public String name() {
            return path.get(path.size() - 1);
        }

        /** The folder it is in. */
        public List<String> parent() {
            return path.subList(0, path.size() - 1);
        }
    }
}
