package app.vaultnotes.desktop.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No emoji is a box. */
class EmojiViewTest {

    @ParameterizedTest
    @CsvSource({
        "👍, 👍, true",
        "👍🏽, 👍, true",
        "👩‍👩‍👧‍👦, 👩, true",
        "❤️, ❤, true",
        "✅, ✔, true",
        "❌, ×, true",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿, waving black flag, false",
        "🇩🇪, DE, false",
        "1️⃣, 1, false",
        "🫠, melting face, false"
    })
    void whatTheFontLacksIsSaid(String cluster, String text, boolean drawn) {
        assertEquals(new EmojiView.Shown(text, drawn), EmojiView.shown(cluster));
    }

    @Test
    void whatItIsMadeOfCanBeHeard() {
        assertEquals("woman, microscope", EmojiView.spoken("👩\u200d🔬"));
        assertEquals("thumbs up sign, emoji modifier fitzpatrick type-4", EmojiView.spoken("👍🏽"));
    }
}
