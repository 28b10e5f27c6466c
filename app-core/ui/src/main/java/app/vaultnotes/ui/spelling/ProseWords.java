package app.vaultnotes.ui.spelling;

import app.vaultnotes.ui.live.Row;
import app.vaultnotes.ui.live.RowStyle;
import app.vaultnotes.ui.live.Seg;
import app.vaultnotes.ui.live.Style;
import app.vaultnotes.ui.live.Target;
import app.vaultnotes.ui.live.code.Ink;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The words of a row that somebody wrote as words of a language: not code, formulas, marks, tags,
 * comments, properties or where a link leads, and nothing that is an address, a file or an
 * abbreviation in capitals.
 */
public final class ProseWords {

    /** Longer ones are no words of any language. */
    static final int MOST_CHARS = 60;

    private static final Pattern INNER_DOT = Pattern.compile("[\\p{L}\\p{N}]\\.[\\p{L}\\p{N}]");
    private static final Pattern INNER_CAPITAL = Pattern.compile("\\p{Ll}\\p{Lu}");

    private final List<Word> words = new ArrayList<>();

    private ProseWords() {}

    /** The words of a row, in their order. */
    public static List<Word> of(Row row) {
        if (!isProse(row.style().kind())) {
            return List.of();
        }
        ProseWords found = new ProseWords();
        int at = 0;
        List<Seg> segs = row.segs();
        for (int i = 0; i < segs.size(); i++) {
            Seg seg = segs.get(i);
            if (isProse(seg)) {
                boolean goesOn = i > 0 && endsInWord(segs.get(i - 1).text());
                boolean isContinued = i + 1 < segs.size() && beginsInWord(segs.get(i + 1).text());
                found.inside(seg.text(), at, goesOn, isContinued);
            }
            at += seg.text().length();
        }
        return found.words;
    }

    private static boolean isProse(RowStyle.Kind kind) {
        return kind instanceof RowStyle.Paragraph
                || kind instanceof RowStyle.Heading
                || kind instanceof RowStyle.Footnote;
    }

    private static boolean isProse(Seg seg) {
        Style style = seg.style();
        boolean sign = style.code() || style.math() || style.tag() || style.footnote();
        return seg.widget().isEmpty()
                && !sign
                && !style.faint()
                && style.ink() == Ink.PLAIN
                && !isTarget(seg.text().strip(), style.link());
    }

    /** Whether a link shows nothing but where it leads. */
    private static boolean isTarget(String shown, Target link) {
        return link instanceof Target.Wiki wiki
                && (shown.equals(wiki.path())
                        || (!wiki.fragment().isEmpty() && shown.endsWith(wiki.fragment())));
    }

    private static boolean endsInWord(String text) {
        return !text.isEmpty() && isInWord(text.codePointBefore(text.length()));
    }

    private static boolean beginsInWord(String text) {
        return !text.isEmpty() && isInWord(text.codePointAt(0));
    }

    private static boolean isInWord(int c) {
        return isLetter(c) || isApostrophe(c) || Character.isDigit(c) || c == '_';
    }

    private static boolean isLetter(int c) {
        int type = Character.getType(c);
        return Character.isLetter(c)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || c == '\u00ad';
    }

    private static boolean isApostrophe(int c) {
        return c == '\'' || c == '\u2019';
    }

    /**
     * Words go on in the neighbour where a style ends in the middle of them: these are left out.
     */
    private void inside(String text, int shift, boolean goesOn, boolean isContinued) {
        int at = 0;
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
                end++;
            }
            if (end > at && !isAddress(text.substring(at, end))) {
                boolean first = at == 0 && goesOn;
                boolean last = end == text.length() && isContinued;
                between(text, new Bounds(at, end), shift, first, last);
            }
            at = end + 1;
        }
    }

    private record Bounds(int from, int to) {}

    private static boolean isAddress(String piece) {
        return piece.contains("://")
                || piece.indexOf('@') >= 0
                || piece.indexOf('\\') >= 0
                || piece.startsWith("www.")
                || INNER_DOT.matcher(piece).find();
    }

    private void between(String text, Bounds in, int shift, boolean goesOn, boolean isContinued) {
        int at = in.from();
        while (at < in.to()) {
            int end = at;
            while (end < in.to() && isInWord(text.codePointAt(end))) {
                end += Character.charCount(text.codePointAt(end));
            }
            boolean cut = (at == in.from() && goesOn) || (end == in.to() && isContinued);
            if (end > at && !cut) {
                add(text, at, end, shift);
            }
            at = Math.max(end, at + Character.charCount(text.codePointAt(at)));
        }
    }

    private void add(String text, int from, int to, int shift) {
        int start = from;
        int end = to;
        while (start < end && isApostrophe(text.charAt(start))) {
            start++;
        }
        while (end > start && isApostrophe(text.charAt(end - 1))) {
            end--;
        }
        String word = text.substring(start, end);
        if (isWord(word)) {
            words.add(new Word(word, start + shift));
        }
    }

    private static boolean isWord(String word) {
        boolean signs = word.codePoints().anyMatch(c -> Character.isDigit(c) || c == '_');
        boolean capitals =
                word.codePoints().anyMatch(Character::isUpperCase)
                        && word.codePoints().noneMatch(Character::isLowerCase);
        return word.codePointCount(0, word.length()) > 1
                && word.length() <= MOST_CHARS
                && !signs
                && !capitals
                && !INNER_CAPITAL.matcher(word).find();
    }
}
