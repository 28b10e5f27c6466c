package app.vaultnotes.desktop.editor;

import app.vaultnotes.ui.live.Selection;

/** Brackets and quotes that come in pairs. */
final class Pairs {

    private static final String OPEN = "([{\"`";
    private static final String CLOSE = ")]}\"`";

    /** Marks that are put around what is selected. */
    private static final String AROUND = "*_=~$%'";

    private Pairs() {}

    /** Types a character with its partner, or over it; says whether it did. */
    static boolean typed(LiveArea area, String typed) {
        if (typed.length() != 1) {
            return false;
        }
        Selection at = area.selected();
        char c = typed.charAt(0);
        int from = at.start();
        int to = at.end();
        return from == to ? atCaret(area, from, c) : around(area, from, to, c);
    }

    private static boolean around(LiveArea area, int from, int to, char c) {
        int pair = OPEN.indexOf(c);
        if (pair < 0 && AROUND.indexOf(c) < 0) {
            return false;
        }
        char close = pair < 0 ? c : CLOSE.charAt(pair);
        String inside = area.live().text(from, to);
        area.edit(from, to - from, c + inside + close, new Selection(from + 1, to + 1));
        return true;
    }

    private static boolean atCaret(LiveArea area, int caret, char c) {
        char before = caret == 0 ? '\n' : area.live().text(caret - 1, caret).charAt(0);
        boolean end = caret == area.live().length();
        char after = end ? '\n' : area.live().text(caret, caret + 1).charAt(0);
        if (CLOSE.indexOf(c) >= 0 && after == c) {
            area.select(caret + 1, caret + 1);
            return true;
        }
        int pair = OPEN.indexOf(c);
        boolean quote = c == '"' || c == '`';
        boolean room = Character.isWhitespace(after) || CLOSE.indexOf(after) >= 0;
        boolean inWord = quote && (Character.isLetterOrDigit(before) || before == c);
        if (pair < 0 || !room || inWord || before == '\\') {
            return false;
        }
        area.edit(caret, 0, "" + c + CLOSE.charAt(pair), Selection.caret(caret + 1));
        return true;
    }

    /** Takes both of an empty pair away; says whether the caret stood in one. */
    static boolean backspace(LiveArea area) {
        Selection at = area.selected();
        int caret = at.caret();
        if (at.anchor() != caret || caret == 0 || caret == area.live().length()) {
            return false;
        }
        String both = area.live().text(caret - 1, caret + 1);
        int pair = OPEN.indexOf(both.charAt(0));
        if (pair < 0 || CLOSE.charAt(pair) != both.charAt(1)) {
            return false;
        }
        area.edit(caret - 1, 2, "");
        return true;
    }
}
