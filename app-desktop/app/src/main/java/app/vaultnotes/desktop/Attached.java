package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.Attachment;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Projection;
import app.vaultnotes.vault.Vault;
import java.util.Optional;
import java.util.function.Consumer;

/** Files that notes link to. */
final class Attached {

    private Attached() {}

    /** The file that a link in a note names. */
    static Optional<Projection.FileState> find(
            Vault vault, Id note, String path, boolean standard) {
        return vault.catalogue()
                .note(note)
                .flatMap(row -> vault.links().resolve(path, row.state().shelf(), standard))
                .flatMap(item -> vault.catalogue().file(item.id()))
                .map(Catalogue.FileRow::state);
    }

    /** Has the file shown that a link in a note names, when there is one. */
    static void show(
            VaultLane lane, Id note, String path, boolean standard, Consumer<Attachment> show) {
        lane.ask(
                vault -> find(vault, note, path, standard).map(Attached::row),
                found -> found.ifPresent(show));
    }

    /** What a row shows of a file. */
    static Attachment row(Projection.FileState file) {
        return new Attachment(file.name(), size(file.size()));
    }

    /** A size as a person reads it. */
    static String size(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= 1_000 && unit < 3) {
            size /= 1_000;
            unit++;
        }
        return Words.of("file.size", unit, unit == 0 || size >= 100 ? Math.round(size) : size);
    }
}
