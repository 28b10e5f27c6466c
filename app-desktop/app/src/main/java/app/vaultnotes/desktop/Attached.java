package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.Attachment;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Projection;
import app.vaultnotes.vault.Vault;
import java.util.Optional;

/** Files that notes link to. For the vault's lane. */
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
