package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.cli.HeldVault;
import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.document.Id;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;

/** A window on a real vault with another copy beside it. */
abstract class TimeTest extends WindowTest {

    @Override
    void prepare() throws IOException {
        HeldVault.open(folder.resolve("vault")).close();
        copy(folder.resolve("vault"), folder.resolve("other"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    static void doFx(Runnable work) {
        boolean done =
                onFx(() -> {
                    work.run();
                    return true;
                });
        assertTrue(done);
    }

    /** Writes a note in several versions. */
    Id note(String path, String... texts) {
        for (String text : texts) {
            inVault(vault -> vault.notes().write(path, text));
        }
        return inVault(vault -> vault.paths().note(path).id());
    }

    String text(Id note) {
        return inVault(vault -> vault.notes().text(note));
    }

    NoteSheet openSheet(Id note) {
        open(note);
        return onFx(() -> app.window().current().orElseThrow());
    }

    void press(KeyCode key) {
        press(key, false, false);
    }

    List<Button> buttons() {
        return app.window().stage().getScene().getRoot().lookupAll(".button").stream()
                .map(Button.class::cast)
                .toList();
    }

    Optional<Button> button(String words) {
        return buttons().stream()
                .filter(b -> words.equals(b.getText()) || words.equals(b.getAccessibleText()))
                .findFirst();
    }

    void click(String words) {
        use(
                "no button “" + words + "” that is on",
                () -> button(words).filter(button -> !button.isDisabled()),
                Button::fire);
    }

    static String shown(List<DiffRows.Row> rows, TextDiff.Kind kind) {
        return rows.stream()
                .flatMap(row -> row.pieces().stream())
                .filter(piece -> piece.kind() == kind)
                .map(DiffRows.Piece::text)
                .collect(Collectors.joining("|"));
    }
}
