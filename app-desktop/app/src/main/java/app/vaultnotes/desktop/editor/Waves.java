package app.vaultnotes.desktop.editor;

import app.vaultnotes.ui.live.Row;
import app.vaultnotes.ui.spelling.ProseWords;
import app.vaultnotes.ui.spelling.Word;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/**
 * Waves under misspelt words, laid over the rows whenever they are shown. The word that is being
 * typed has none. For the JavaFX thread.
 */
final class Waves {

    private static final int MOST_KNOWN = 20_000;

    private final LiveArea area;
    private final Set<String> wrong = new HashSet<>();
    private final Set<String> right = new HashSet<>();

    /** Where the caret stood behind what was typed last. */
    private int typedAt = -1;

    Waves(LiveArea area) {
        this.area = area;
    }

    /** Somebody types; the caret stands here now. */
    void typed(int place) {
        typedAt = place;
    }

    /** Nothing is known of any word any more. */
    void forget() {
        wrong.clear();
        right.clear();
    }

    /** Words are known to be right, but for some that are wrong. */
    void know(Set<String> words, Set<String> wrongOnes) {
        if (right.size() + wrong.size() + words.size() > MOST_KNOWN) {
            forget();
        }
        right.addAll(words);
        right.removeAll(wrongOnes);
        wrong.addAll(wrongOnes);
    }

    boolean isKnown(String word) {
        return wrong.contains(word) || right.contains(word);
    }

    boolean isWrong(String word) {
        return wrong.contains(word);
    }

    /** Whether no word is known to be wrong. */
    boolean isNone() {
        return wrong.isEmpty();
    }

    /** Which letters of a row's view are to have a wave. */
    BitSet wanted(int index, Row row, int caret) {
        BitSet letters = new BitSet();
        if (!area.isEditable() || area.live().isPlain() || wrong.isEmpty()) {
            return letters;
        }
        int typed = typedIn(index, caret);
        for (Word word : ProseWords.of(row)) {
            if (isWrong(word.text()) && !(typed >= 0 && word.touches(typed))) {
                letters.set(word.start(), word.end());
            }
        }
        return letters;
    }

    /** Where in a row's view somebody types; -1 for nowhere. */
    private int typedIn(int index, int caret) {
        var map = area.fold().map();
        boolean here = caret == typedAt && map.rowAtSource(caret) == index;
        return here ? map.toView(caret, true) - map.view0(index) : -1;
    }
}
