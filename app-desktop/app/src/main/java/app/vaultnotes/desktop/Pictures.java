package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.AwtPictures;
import app.vaultnotes.document.Id;
import app.vaultnotes.picture.Orientation;
import app.vaultnotes.picture.Picture;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Projection;
import app.vaultnotes.vault.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import javafx.scene.image.Image;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Pictures that notes show. */
final class Pictures {

    /** Wider pictures are read at this width, so that no file can fill the memory. */
    private static final int MAX_WIDTH = 1_600;

    private Pictures() {}

    /** The picture that a link in a note names, if the vault has it and it can be shown. */
    static Optional<Image> find(Vault vault, Id note, String path) throws IOException {
        Optional<Projection.FileState> file =
                vault.catalogue()
                        .note(note)
                        .flatMap(row -> vault.links().resolve(path, row.state().shelf(), false))
                        .flatMap(item -> vault.catalogue().file(item.id()))
                        .map(Catalogue.FileRow::state)
                        .filter(state -> state.size() <= Picture.MAX_BYTES);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        return read(() -> vault.blobs().open(file.get().blob()));
    }

    /** Has the picture shown that a link in a note names, when there is one. */
    static void show(VaultLane lane, Id note, String path, Consumer<Image> show) {
        lane.ask(vault -> find(vault, note, path), found -> found.ifPresent(show));
    }

    /** What opens a picture's bytes, as often as it is asked to. */
    interface Source {
        InputStream open() throws IOException;
    }

    /** The picture in these bytes; empty when it cannot be shown or has too many pixels. */
    static Optional<Image> read(Source source) throws IOException {
        OptionalInt width = width(source);
        if (width.isEmpty()) {
            return Optional.empty();
        }
        if (isUpright(source)) {
            try (InputStream in = source.open()) {
                // No wider than it is: what is small stays so.
                double wanted = Math.min(MAX_WIDTH, width.getAsInt());
                Image image = new Image(in, wanted, 0, true, true);
                if (!image.isError()) {
                    return Optional.of(image);
                }
            }
        }
        return other(source);
    }

    private static boolean isUpright(Source source) throws IOException {
        try (InputStream in = source.open()) {
            return Orientation.of(in.readNBytes(Orientation.HEAD_BYTES)).isUpright();
        }
    }

    /** A picture that JavaFX cannot read or would not turn. */
    private static Optional<Image> other(Source source) throws IOException {
        try (InputStream in = source.open()) {
            byte[] file = in.readNBytes((int) Picture.MAX_BYTES);
            return Picture.of(file, MAX_WIDTH).map(picture -> AwtPictures.image(picture.image()));
        }
    }

    /** The width that the head of a picture names: the whole is read only if it is bounded. */
    private static OptionalInt width(Source source) throws IOException {
        try (InputStream in = source.open();
                ImageInputStream head = new MemoryCacheImageInputStream(in)) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(head);
            if (!readers.hasNext()) {
                return OptionalInt.empty();
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(head);
                int width = reader.getWidth(0);
                boolean fits = (long) width * reader.getHeight(0) <= Picture.MAX_PIXELS;
                return fits ? OptionalInt.of(width) : OptionalInt.empty();
            } catch (IIOException | IllegalArgumentException e) {
                return OptionalInt.empty(); // Its head is damaged.
            } finally {
                reader.dispose();
            }
        }
    }
}
