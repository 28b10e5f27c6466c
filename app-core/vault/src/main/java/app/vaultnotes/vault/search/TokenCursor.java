package app.vaultnotes.vault.search;

import app.vaultnotes.vault.search.CharacterFolding.Role;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a text token by token without making objects. After {@link #next()} returned true
 * the other methods describe the token; before that they have no meaning. For one thread.
 *
 * <p>The rules are those of {@link SearchTokens}.
 */
final class TokenCursor {

    private static final int ASCII = 128;

    /** The folded form of each ASCII letter and digit; 0 for what separates. */
    private static final char[] ASCII_FOLDED = asciiFolded();

    /** Articles and pronouns that French and Italian tie to the next word with an apostrophe. */
    private static final Set<String> ELISIONS =
            Set.of(
                    "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu",
                    "quoiqu", "un", "gl", "all", "dall", "dell", "nell", "sull", "coll", "quell");

    private static final int MAX_ELISION_CHARS = 6;

    private final String text;
    private final int limit;
    private int position;

    private final char[] folded = new char[SearchTokens.MAX_TOKEN_CHARS];
    private int length;
    private boolean full;
    private int start;
    private int end;
    private int firstUnitEnd;
    private TokenKind kind = TokenKind.WORD;

    private @Nullable UnitReader run;
    private int heldUnit;
    private int heldStart;
    private int heldEnd;
    private boolean inRun;

    TokenCursor(String text) {
        this(text, text.length());
    }

    /** A cursor over the first {@code limit} UTF-16 units of a text. */
    TokenCursor(String text, int limit) {
        this.text = text;
        this.limit = Math.min(limit, text.length());
    }

    /** Moves to the next token; false when there is none. */
    boolean next() {
        if (inRun) {
            readPair();
            return true;
        }
        while (position < limit) {
            char c = text.charAt(position);
            if (c < ASCII) {
                if (ASCII_FOLDED[c] != 0) {
                    readWord();
                    return true;
                }
                position++;
            } else if (startsAt(text.codePointAt(position))) {
                return true;
            }
        }
        return false;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Where the first character of an unspaced token ends; the end for all other tokens. */
    int firstUnitEnd() {
        return firstUnitEnd;
    }

    TokenKind kind() {
        return kind;
    }

    int length() {
        return length;
    }

    char charAt(int index) {
        return folded[index];
    }

    String folded() {
        return new String(folded, 0, length);
    }

    void appendTo(StringBuilder to) {
        to.append(folded, 0, length);
    }

    private static char[] asciiFolded() {
        char[] table = new char[ASCII];
        for (char c = 0; c < ASCII; c++) {
            boolean letter = Character.isLetterOrDigit(c);
            table[c] = letter ? Character.toLowerCase(c) : 0;
        }
        return table;
    }

    /** Reads the token that starts with this code point, or passes over it. */
    private boolean startsAt(int codePoint) {
        switch (CharacterFolding.role(codePoint)) {
            case WORD -> readWord();
            case UNSPACED -> readFirstPair();
            case EMOJI -> readEmoji(codePoint);
            case REGIONAL -> readFlag(codePoint);
            default -> {
                position += Character.charCount(codePoint);
                return false;
            }
        }
        return true;
    }

    private void begin(TokenKind newKind) {
        kind = newKind;
        start = position;
        length = 0;
        full = false;
    }

    private void finish() {
        end = position;
        firstUnitEnd = end;
    }

    private void readWord() {
        begin(TokenKind.WORD);
        while (position < limit) {
            char c = text.charAt(position);
            if (c < ASCII) {
                char letter = ASCII_FOLDED[c];
                if (letter != 0) {
                    put(letter);
                } else if (!((c == '\'' && joinsLetters()) || (c == '"' && joinsHebrew()))) {
                    break;
                }
                position++;
            } else if (!readOther(text.codePointAt(position))) {
                break;
            }
        }
        finish();
    }

    /** Takes a code point beyond ASCII into the word; false where the word ends. */
    private boolean readOther(int codePoint) {
        boolean inWord =
                switch (CharacterFolding.role(codePoint)) {
                    case WORD -> {
                        putFolded(codePoint);
                        yield true;
                    }
                    case IGNORED -> true;
                    case APOSTROPHE -> joinsLetters();
                    case GERSHAYIM -> joinsHebrew();
                    default -> false;
                };
        if (inWord) {
            advance(codePoint);
        }
        return inWord;
    }

    private void advance(int codePoint) {
        position = Math.min(limit, position + Character.charCount(codePoint));
    }

    private void put(char c) {
        if (length < folded.length && !full) {
            folded[length++] = c;
        } else {
            full = true;
        }
    }

    private void putFolded(int codePoint) {
        String form = CharacterFolding.folded(codePoint);
        if (form == null) {
            putCodePoint(codePoint);
        } else {
            form.codePoints().forEach(this::putCodePoint);
        }
    }

    private void putCodePoint(int codePoint) {
        int chars = Character.charCount(codePoint);
        if (full || length + chars > folded.length) {
            full = true;
            return;
        }
        Character.toChars(codePoint, folded, length);
        length += chars;
    }

    /**
     * Whether the apostrophe at the position is inside a word: between letters, and neither after a
     * tied article nor before a final s.
     */
    private boolean joinsLetters() {
        int next = position + 1;
        if (length == 0 || isDigit(folded[length - 1]) || !isLetterAt(next)) {
            return false;
        }
        return !isElision() && !isFinalS(next);
    }

    private boolean isElision() {
        return length <= MAX_ELISION_CHARS && ELISIONS.contains(folded());
    }

    private boolean isFinalS(int index) {
        char c = text.charAt(index);
        if (c != 's' && c != 'S') {
            return false;
        }
        if (index + 1 >= limit) {
            return true;
        }
        return switch (CharacterFolding.role(text.codePointAt(index + 1))) {
            case WORD, IGNORED -> false;
            case APOSTROPHE -> !isLetterAt(index + 2);
            default -> true;
        };
    }

    private boolean joinsHebrew() {
        int next = position + 1;
        return length > 0
                && isHebrewLetter(folded[length - 1])
                && next < limit
                && isHebrewLetter(text.charAt(next));
    }

    private boolean isLetterAt(int index) {
        if (index >= limit) {
            return false;
        }
        int codePoint = text.codePointAt(index);
        return CharacterFolding.role(codePoint) == Role.WORD && !Character.isDigit(codePoint);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHebrewLetter(char c) {
        return c >= '\u05D0' && c <= '\u05EA';
    }

    private void readEmoji(int codePoint) {
        begin(TokenKind.EMOJI);
        putCodePoint(codePoint);
        advance(codePoint);
        skipIgnored();
        finish();
    }

    private void readFlag(int codePoint) {
        readEmoji(codePoint);
        if (position < limit) {
            int second = text.codePointAt(position);
            if (CharacterFolding.role(second) == Role.REGIONAL) {
                putCodePoint(second);
                advance(second);
                skipIgnored();
                finish();
            }
        }
    }

    private void skipIgnored() {
        while (position < limit) {
            int codePoint = text.codePointAt(position);
            if (CharacterFolding.role(codePoint) != Role.IGNORED) {
                return;
            }
            advance(codePoint);
        }
    }

    private void readFirstPair() {
        UnitReader reader = run == null ? new UnitReader(text, limit) : run;
        run = reader;
        reader.moveTo(position);
        inRun = reader.next();
        hold(reader);
        readPair();
    }

    private void hold(UnitReader reader) {
        heldUnit = reader.unit();
        heldStart = reader.start();
        heldEnd = reader.end();
    }

    /** Two neighbouring units, or the last one alone, from which on the run is over. */
    private void readPair() {
        UnitReader reader = run;
        if (reader == null) {
            throw new IllegalStateException("not in a run");
        }
        begin(TokenKind.UNSPACED);
        start = heldStart;
        firstUnitEnd = heldEnd;
        putCodePoint(heldUnit);
        inRun = reader.next();
        if (inRun) {
            putCodePoint(reader.unit());
            hold(reader);
        }
        end = heldEnd;
        position = reader.position();
    }
}
