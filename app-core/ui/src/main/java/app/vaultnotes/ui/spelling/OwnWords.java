package app.vaultnotes.ui.spelling;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Words that a person added, whatever the language. One in small letters is right with a capital,
 * too. Immutable; what does not fit is left out.
 */
public final class OwnWords {

    private static final int MOST_WORDS = 20_000;

    private final Set<String> words;

    private OwnWords(Set<String> words) {
        this.words = words;
    }

    /** These words, as they are listed in a file. */
    public static OwnWords of(Collection<String> lines) {
        Set<String> words = new TreeSet<>();
        for (String line : lines) {
            String word = Spelling.plain(line.strip());
            if (isWord(word) && words.size() < MOST_WORDS) {
                words.add(word);
            }
        }
        return new OwnWords(words);
    }

    private static boolean isWord(String word) {
        return !word.isEmpty()
                && word.length() <= ProseWords.MOST_CHARS
                && word.codePoints().noneMatch(Character::isISOControl);
    }

    /** Whether a word is among them. */
    public boolean has(String word) {
        return words.contains(word) || words.contains(word.toLowerCase(Locale.ROOT));
    }

    /** These words and one more. */
    public OwnWords with(String word) {
        Set<String> more = new TreeSet<>(words);
        more.add(word);
        return of(more);
    }

    /** All of them, one a line. */
    public String text() {
        return words.isEmpty() ? "" : String.join("\n", words) + "\n";
    }
}
