package app.vaultnotes.vault.search;

import app.vaultnotes.vault.search.CharacterFolding.Role;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a run of text without spaces one folded character, a unit, at a time. Conjoining Hangul
 * letters become syllables and kana take in their sound marks, whatever way they were typed.
 */
final class UnitReader {

    private static final int HANGUL_FIRST = 0xAC00;
    private static final int HANGUL_LAST = 0xD7A3;
    private static final int LEAD_FIRST = 0x1100;
    private static final int LEADS = 19;
    private static final int VOWEL_FIRST = 0x1161;
    private static final int VOWELS = 21;
    private static final int TAIL_BEFORE_FIRST = 0x11A7;
    private static final int TAILS = 28;

    private static final int NONE = -1;

    private final String text;
    private final int limit;
    private int position;

    /** What is left of a character that stands for several. */
    private @Nullable String expansion;

    private int expanded;

    private int unit;
    private int start;
    private int end;

    UnitReader(String text, int limit) {
        this.text = text;
        this.limit = limit;
    }

    void moveTo(int newPosition) {
        position = newPosition;
        expansion = null;
    }

    /** Reads the next unit; false at the end of the run. */
    boolean next() {
        if (expansion == null && !expandNext()) {
            return false;
        }
        takeFromExpansion();
        if (expansion == null) {
            absorb();
        }
        return true;
    }

    /** The unit as a code point. */
    int unit() {
        return unit;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Where reading goes on. */
    int position() {
        return position;
    }

    private boolean expandNext() {
        if (position >= limit) {
            return false;
        }
        int codePoint = text.codePointAt(position);
        if (CharacterFolding.role(codePoint) != Role.UNSPACED) {
            return false;
        }
        start = position;
        position = Math.min(limit, position + Character.charCount(codePoint));
        end = position;
        String folded = CharacterFolding.folded(codePoint);
        expansion = folded == null ? Character.toString(codePoint) : folded;
        expanded = 0;
        return true;
    }

    private void takeFromExpansion() {
        String from = expansion;
        if (from == null) {
            throw new IllegalStateException("no character to take a unit from");
        }
        unit = from.codePointAt(expanded);
        expanded += Character.charCount(unit);
        if (expanded >= from.length()) {
            expansion = null;
        }
    }

    /** Takes in what follows and belongs to the unit: accents and parts that join it. */
    private void absorb() {
        while (position < limit) {
            int codePoint = text.codePointAt(position);
            Role role = CharacterFolding.role(codePoint);
            if (role == Role.UNSPACED) {
                int joined = join(unit, codePoint);
                if (joined == NONE) {
                    return;
                }
                unit = joined;
            } else if (role != Role.IGNORED) {
                return;
            }
            position = Math.min(limit, position + Character.charCount(codePoint));
            end = position;
        }
    }

    private static int join(int unit, int codePoint) {
        String folded = CharacterFolding.folded(codePoint);
        if (folded != null && folded.length() > 1) {
            return NONE;
        }
        int part = folded == null ? codePoint : folded.charAt(0);
        return CharacterFolding.isKanaSoundMark(part) ? voiced(unit, part) : syllable(unit, part);
    }

    private static int voiced(int kana, int mark) {
        String composed =
                Normalizer.normalize(Character.toString(kana) + (char) mark, Normalizer.Form.NFC);
        return composed.length() == 1 ? composed.charAt(0) : NONE;
    }

    private static int syllable(int unit, int part) {
        int lead = unit - LEAD_FIRST;
        int vowel = part - VOWEL_FIRST;
        if (lead >= 0 && lead < LEADS && vowel >= 0 && vowel < VOWELS) {
            return HANGUL_FIRST + (lead * VOWELS + vowel) * TAILS;
        }
        int tail = part - TAIL_BEFORE_FIRST;
        boolean open =
                unit >= HANGUL_FIRST && unit <= HANGUL_LAST && (unit - HANGUL_FIRST) % TAILS == 0;
        return open && tail > 0 && tail < TAILS ? unit + tail : NONE;
    }
}
