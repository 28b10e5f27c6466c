package app.vaultnotes.relay.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders that were begun and not finished. */
public final class Folders {

    private static final Logger LOG = System.getLogger(Folders.class.getName());

    private Folders() {}

    /** Removes a folder with all in it; nothing when there is none. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walked = Files.walk(folder)) {
            all = walked.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }

    /**
     * Removes the folders of a name's beginning that starts left which were killed. The program of
     * such a one may still be writing: what cannot be removed yet is left to the next time.
     */
    static void deleteLeftOver(Path home, String begins) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(home, begins + "*")) {
            for (Path each : found) {
                delete(each);
            }
        } catch (NoSuchFileException | DirectoryNotEmptyException | UncheckedIOException e) {
            LOG.log(Level.INFO, "a killed start is still writing: {0}", e.getMessage());
        }
    }
}
