package app.vaultnotes.vault;

import app.vaultnotes.crdt.TextEdit;
import java.util.BitSet;
import java.util.List;

/**
 * Takes a step back in a text that went on since. What others wrote stays, also between letters
 * that go. What links got when they followed a move goes with the letters around it.
 */
final class TakingBack {

    private final Reversal reversal;
    private final BitSet effects;
    private final JoinedEdits edits = new JoinedEdits();

    private TakingBack(Reversal reversal, BitSet effects) {
        this.reversal = reversal;
        this.effects = effects;
    }

    /**
     * The edits, from the start of the text to its end, each in the text as the previous left it.
     *
     * @param alignment of the text that the step left with the text of now
     * @param effects which units of the text of now are what links got when they followed a move
     * @param length of the text of now
     */
    static List<TextEdit> edits(
            Reversal reversal, Alignment alignment, BitSet effects, int length) {
        TakingBack back = new TakingBack(reversal, effects);
        int next = 0;
        int at = 0;
        while (at < length) {
            int from = at;
            while (at < length && alignment.earlier(at) == Alignment.GONE) {
                at++;
            }
            int unit = at < length ? alignment.earlier(at) : reversal.goes().length;
            back.between(from, at, next, unit);
            back.edits.add(at, 0, back.comes(next, unit));
            if (at < length) {
                back.edits.add(at, reversal.goes()[unit] ? 1 : 0, "");
                at++;
            }
            next = unit + 1;
        }
        back.edits.add(length, 0, back.comes(next, reversal.goes().length));
        return back.edits.all();
    }

    /**
     * What came between two units of the earlier text; the first is the one before {@code next}.
     */
    private void between(int from, int to, int next, int unit) {
        boolean allGo = next > 0 && unit < reversal.goes().length;
        for (int i = next - 1; allGo && i <= unit; i++) {
            allGo = reversal.goes()[i] && (i < next || reversal.comes().get(i).isEmpty());
        }
        for (int at = from; at < to && allGo; at++) {
            edits.add(at, effects.get(at) ? 1 : 0, "");
        }
    }

    private String comes(int from, int to) {
        StringBuilder comes = new StringBuilder();
        for (int i = from; i <= to && i < reversal.comes().size(); i++) {
            comes.append(reversal.comes().get(i));
        }
        return comes.toString();
    }
}
