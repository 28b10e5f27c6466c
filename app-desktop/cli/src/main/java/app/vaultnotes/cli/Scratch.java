package app.vaultnotes.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder that goes with all that is in it. */
final class Scratch implements AutoCloseable {

    private final Path folder;

    Scratch(String prefix) throws IOException {
        folder = Files.createTempDirectory(prefix);
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }
}
