package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.VaultException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Shows Markdown files that somebody opened with the app. A vault keeps its notes in itself, so a
 * copy is taken into a folder of it, and the window says so; the file stays as it is. Opening the
 * same text again shows the note that is there.
 */
final class OpenedFiles {

    private static final long MOST_BYTES = 16L << 20;
    private static final int MOST_NAMES = 1_000;

    private OpenedFiles() {}

    /** Takes the files in and shows each in a tab. For the JavaFX thread. */
    static void show(List<Path> files, AppWindow window) {
        for (Path file : files) {
            window.lane().ask(vault -> takeIn(vault, file), note -> shown(note, file, window));
        }
    }

    private static void shown(Id note, Path file, AppWindow window) {
        window.open(note);
        window.toasts().say(Words.of("opened.copy", name(file), Words.of("opened.folder")));
    }

    /** The note with a file's text, a new one unless there is one of its name. */
    static Id takeIn(Vault vault, Path file) throws IOException {
        String text = text(file);
        String path = Words.of("opened.folder") + "/" + title(file);
        for (int i = 1; i < MOST_NAMES; i++) {
            String numbered = i == 1 ? path : path + " " + i;
            Optional<Id> there = vault.paths().findNote(numbered).map(note -> note.id());
            if (there.isEmpty()) {
                return vault.notes().create(numbered, text).id();
            }
            if (vault.notes().text(there.get()).equals(text)) {
                return there.get();
            }
        }
        throw unreadable(file, "opened.many");
    }

    private static String text(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw unreadable(file, "opened.missing");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw unreadable(file, "opened.large");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw unreadable(file, "opened.binary");
        }
    }

    private static VaultException unreadable(Path file, String words) {
        return new VaultException(VaultException.Code.INVALID, Words.of(words, name(file)), "");
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** A file's name as a title: without what names its format, and in one segment of a path. */
    private static String title(Path file) {
        String name = name(file).replaceFirst("\\.[^.]+$", "").replace('/', ' ').strip();
        return name.isEmpty() ? Words.of("note.new") : name;
    }
}
