package app.vaultnotes.desktop.editor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.text.Text;

/**
 * Emoji in the colour of the text. The font has one picture for each character and none for what is
 * made of several: of those the first is shown, of flags the letters, and of what it lacks the
 * name.
 */
final class EmojiView {

    private static final String FONT = "/app/vaultnotes/fonts/notoemoji-subset.ttf";
    private static final GlyphSet GLYPHS = glyphs();
    private static final int FIRST_FLAG_LETTER = 0x1f1e6;
    private static final int LAST_FLAG_LETTER = 0x1f1ff;

    /** Common ones that the font lacks, and signs of the other fonts that mean the same. */
    private static final Map<Integer, String> LIKE =
            Map.of(0x2705, "✔", 0x274c, "×", 0x2753, "?", 0x2757, "!", 0x2714, "✔");

    private EmojiView() {}

    /**
     * What stands for an emoji.
     *
     * @param drawn whether the font draws it; else it is to be read
     */
    record Shown(String text, boolean drawn) {}

    private static GlyphSet glyphs() {
        try (InputStream in = EmojiView.class.getResourceAsStream(FONT)) {
            return new GlyphSet(Objects.requireNonNull(in, FONT).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(FONT, e);
        }
    }

    /** What stands for a cluster of code points that is an emoji. */
    static Shown shown(String cluster) {
        int first = cluster.codePointAt(0);
        if (first >= FIRST_FLAG_LETTER && first <= LAST_FLAG_LETTER) {
            StringBuilder letters = new StringBuilder();
            cluster.codePoints().forEach(c -> letters.append((char) ('A' + c - FIRST_FLAG_LETTER)));
            return new Shown(letters.toString(), false);
        } else if (first < 0x80) {
            return new Shown(Character.toString(first), false);
        }
        String like = GLYPHS.has(first) ? Character.toString(first) : LIKE.get(first);
        return like == null ? new Shown(name(first), false) : new Shown(like, true);
    }

    /** The name of a character in Unicode, in lower case. */
    private static String name(int codePoint) {
        String name = Character.getName(codePoint);
        return name == null ? "?" : name.toLowerCase(Locale.ROOT);
    }

    /** All names of what a cluster is made of, for those who hear it. */
    static String spoken(String cluster) {
        StringBuilder words = new StringBuilder();
        cluster.codePoints()
                .filter(c -> Character.getType(c) != Character.FORMAT)
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .forEach(c -> words.append(words.isEmpty() ? "" : ", ").append(name(c)));
        return words.toString();
    }

    /** The node for an emoji. */
    static Node of(String cluster) {
        Shown shown = shown(cluster);
        Node node = shown.drawn() ? new Text(shown.text()) : new Label(shown.text());
        node.getStyleClass().add(shown.drawn() ? "emoji" : "emoji-name");
        node.setAccessibleText(spoken(cluster));
        return node;
    }
}
