package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Projection;
import app.vaultnotes.vault.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import javafx.scene.image.Image;

/** Pictures that notes show. */
final class Pictures {

    /** Wider pictures are read at this width, so that no file can fill the memory. */
    private static final double MAX_WIDTH = 1_600;

    private static final long MAX_BYTES = 64L << 20;

    private Pictures() {}

    /** The picture that a link in a note names, if the vault has it and it can be shown. */
    static Optional<Image> find(Vault vault, Id note, String path) throws IOException {
        Optional<Projection.FileState> file =
                vault.catalogue()
                        .note(note)
                        .flatMap(row -> vault.links().resolve(path, row.state().shelf(), false))
                        .flatMap(item -> vault.catalogue().file(item.id()))
                        .map(Catalogue.FileRow::state)
                        .filter(state -> state.size() <= MAX_BYTES);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = vault.blobs().open(file.get().blob())) {
            Image image = new Image(in, MAX_WIDTH, 0, true, true);
            return image.isError() ? Optional.empty() : Optional.of(image);
        }
    }
}
