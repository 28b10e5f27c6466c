package app.vaultnotes.vault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What taking a step back does to the text that the step left.
 *
 * @param goes for each UTF-16 unit whether it is removed
 * @param comes what is put in before each unit, and at the end
 */
@SuppressWarnings("ArrayRecordComponent") // a value of one computation, compared by nobody
record Reversal(boolean[] goes, List<String> comes) {

    /** Not a unit of the text that the step left. */
    private static final int PUT_IN = -1;

    /** Empty when what the step says it wrote is not in the text. */
    static Optional<Reversal> of(List<UndoStep.Edit> edits, String left) {
        StringBuilder text = new StringBuilder(left);
        int[] units = new int[left.length()];
        Arrays.setAll(units, i -> i);
        for (int i = edits.size() - 1; i >= 0; i--) {
            if (edits.get(i) instanceof UndoStep.Replaced edit) {
                if (!edit.stands(text)) {
                    return Optional.empty();
                }
                text.replace(edit.at(), edit.end(), edit.removed());
                units = replaced(units, edit);
            }
        }
        return Optional.of(of(units, text, left.length()));
    }

    private static int[] replaced(int[] units, UndoStep.Replaced edit) {
        int grown = edit.removed().length() - edit.inserted().length();
        int[] all = Arrays.copyOf(units, units.length + grown);
        int behind = edit.at() + edit.removed().length();
        System.arraycopy(units, edit.end(), all, behind, units.length - edit.end());
        Arrays.fill(all, edit.at(), behind, PUT_IN);
        return all;
    }

    /**
     * Of a text that came of another one.
     *
     * @param units for each unit of it which one of the other text it was
     */
    private static Reversal of(int[] units, CharSequence text, int length) {
        boolean[] goes = new boolean[length];
        Arrays.fill(goes, true);
        List<String> comes = new ArrayList<>();
        StringBuilder put = new StringBuilder();
        for (int i = 0; i < units.length; i++) {
            if (units[i] == PUT_IN) {
                put.append(text.charAt(i));
            } else {
                goes[units[i]] = false;
                fill(comes, units[i], put);
            }
        }
        fill(comes, length, put);
        return new Reversal(goes, comes);
    }

    /** What is put in stands where the first goes that it takes the place of. */
    private static void fill(List<String> comes, int to, StringBuilder put) {
        comes.add(put.toString());
        put.setLength(0);
        while (comes.size() <= to) {
            comes.add("");
        }
    }
}
