package app.vaultnotes.ui.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which clusters of characters are one emoji. */
class EmojiTest {

    private static int end(String text) {
        return Emoji.end(text, 0, text.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "👍",
                "👍🏽",
                "👩‍👩‍👧‍👦",
                "🏳️‍🌈",
                "🇩🇪",
                "1️⃣",
                "#⃣",
                "❤️",
                "❤️‍🔥",
                "☝🏽",
                "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
                "👩🏽‍⚕️",
                "©️",
                "🫠"
            })
    void aClusterIsOneEmoji(String cluster) {
        assertEquals(cluster.length(), end(cluster));
        assertEquals(cluster.length(), end(cluster + "x"));
        assertEquals(cluster.length(), end(cluster + "👍"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a", "1", "#", "©", "❤", "é", "中", "🇩", "\u200d", "\ufe0f", "𝔸", "→", "\ud83d"
            })
    void otherCharactersAreNone(String text) {
        assertEquals(-1, end(text));
        assertEquals(-1, end(text + "x"));
    }

    /** The platform knows the property too, from another source than our table. */
    @Test
    void theTableIsThatOfUnicode() {
        Pattern known = Pattern.compile("\\p{IsEmoji_Presentation}");
        for (int c = 0x80; c < 0x20000; c++) {
            String text = Character.toString(c);
            boolean flag = c >= 0x1f1e6 && c <= 0x1f1ff;
            if (!flag && Character.getType(c) != Character.UNASSIGNED) {
                assertEquals(known.matcher(text).matches(), end(text) > 0, Integer.toHexString(c));
            }
        }
    }
}
