package app.vaultnotes.desktop.spelling;

import app.vaultnotes.ui.spelling.OwnWords;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The file of the words that a person added, one a line. */
public final class OwnWordsFile {

    private static final int MOST_BYTES = 2 << 20;

    private final Path file;

    /** The words in this file, which need not be there yet. */
    public OwnWordsFile(Path file) {
        this.file = file;
    }

    /** What is in the file; nothing when it cannot be read. */
    public OwnWords read() {
        if (!Files.isRegularFile(file)) {
            return OwnWords.of(List.of());
        }
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            return OwnWords.of(text.lines().toList());
        } catch (IOException e) {
            return OwnWords.of(List.of());
        }
    }

    /** Adds a word to what is in the file now; gives all of it. */
    public OwnWords add(String word) throws IOException {
        OwnWords all = read().with(word);
        Path fresh = file.resolveSibling(file.getFileName() + ".fresh");
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(fresh, all.text());
        Files.move(
                fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return all;
    }
}
