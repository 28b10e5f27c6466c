package app.vaultnotes.desktop.editor;

import java.net.URL;
import java.util.Objects;

/**
 * How notes are set.
 *
 * @param family the font of running text
 * @param size of its letters, in pixels
 * @param width of the column
 */
public record NoteType(String family, double size, Width width) {

    /** The size for which everything else is measured. */
    static final double WRITTEN_SIZE = 16;

    /** How wide the column is. */
    public enum Width {
        /** 520 pixels at 16-pixel letters. */
        NARROW(520),
        /** 616 pixels, about 78 letters. */
        READING(616),
        /** 800 pixels. */
        WIDE(800),
        /** The whole pane. */
        FULL(100_000);

        private final int pixels;

        Width(int pixels) {
            this.pixels = pixels;
        }
    }

    /** The type that notes are set in until someone chooses. */
    public static final NoteType STANDARD = new NoteType("Noto Serif", WRITTEN_SIZE, Width.READING);

    /** The address of the style sheet of notes in this type. */
    String sheet() {
        URL written = NoteType.class.getResource("/app/vaultnotes/desktop/note.css");
        String address = Objects.requireNonNull(written, "note.css").toExternalForm();
        return ScaledSheet.of(address, scale() * 100, family);
    }

    /** How much larger than written everything is. */
    double scale() {
        return size / WRITTEN_SIZE;
    }

    /** The most pixels that the column takes. */
    public double column() {
        return Math.round(width.pixels * scale());
    }
}
