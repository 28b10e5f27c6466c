package app.vaultnotes.desktop.editor;

import app.vaultnotes.ui.live.Row;
import app.vaultnotes.ui.live.RowStyle;
import app.vaultnotes.ui.live.Seg;
import app.vaultnotes.ui.live.Style;
import app.vaultnotes.ui.spelling.ProseWords;
import app.vaultnotes.ui.spelling.Word;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.fxmisc.richtext.model.ReadOnlyStyledDocument;
import org.fxmisc.richtext.model.StyledSegment;

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

    /** Rows as the area holds them, from this one on, with waves. */
    ReadOnlyStyledDocument<RowStyle, Seg, Style> document(int first, List<Row> rows, int caret) {
        if (wrong.isEmpty()) {
            return RowDocument.of(rows);
        }
        List<BitSet> letters = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            letters.add(wanted(first + i, rows.get(i), caret));
        }
        return RowDocument.of(rows, letters);
    }

    /** Which letters of a row's view are to have a wave. */
    private BitSet wanted(int index, Row row, int caret) {
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

    /** Brings the waves of a row that is shown up to what is known. */
    void refresh(int index) {
        int caret = area.selected().caret();
        Row row = area.fold().rows().get(index);
        if (!shown(index).equals(wanted(index, row, caret))) {
            area.refresh(index);
        }
    }

    private BitSet shown(int index) {
        BitSet letters = new BitSet();
        int at = 0;
        for (StyledSegment<Seg, Style> each : area.getParagraph(index).getStyledSegments()) {
            int end = at + each.getSegment().text().length();
            letters.set(at, end, each.getStyle().misspelt());
            at = end;
        }
        return letters;
    }
}
