package app.vaultnotes.desktop;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;

/** Asks for the folder of a new vault; one that is free beside the open vault is offered. */
final class FolderField extends VBox {

    private static final int MOST_NAMES = 1_000;
    private static final int GAP = 4;

    private final AppWindow window;
    private final TextField field;

    /**
     * Asks in a form.
     *
     * @param name what the vault is called
     */
    FolderField(AppWindow window, String name) {
        super(GAP);
        this.window = window;
        this.field = FormDialog.field(free(beside(), name).toString(), "");
        HBox.setHgrow(field, Priority.ALWAYS);
        field.setAccessibleText(Words.of("join.folder"));
        Button choose = FormDialog.plain("join.choose", () -> choose(name));
        HBox line = new HBox(2 * GAP, field, choose);
        line.setAlignment(Pos.CENTER_LEFT);
        Label label = new Label(Words.of("join.folder"));
        label.getStyleClass().add("vn-field-name");
        label.setLabelFor(field);
        getChildren().addAll(label, line);
    }

    private Path beside() {
        Path here = window.vault().folder().toAbsolutePath();
        return Optional.ofNullable(here.getParent()).orElse(here);
    }

    private void choose(String name) {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(Words.of("join.folder"));
        Optional.ofNullable(chooser.showDialog(window.stage()))
                .map(File::toPath)
                .ifPresent(parent -> field.setText(free(parent, name).toString()));
    }

    private static Path free(Path parent, String name) {
        String plain = name.replaceAll("[\\p{C}/\\\\:*?\"<>|]", " ").strip();
        String usable = plain.isEmpty() || plain.startsWith(".") ? "Vault" : plain;
        Path wanted = parent.resolve(usable);
        for (int i = 2; i < MOST_NAMES && Files.exists(wanted); i++) {
            wanted = parent.resolve(usable + " " + i);
        }
        return wanted;
    }

    /** The folder that is named; empty when that is none. */
    Optional<Path> folder() {
        try {
            return Optional.of(Path.of(field.getText().strip()).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
