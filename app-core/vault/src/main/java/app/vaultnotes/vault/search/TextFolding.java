package app.vaultnotes.vault.search;

import app.vaultnotes.vault.search.CharacterFolding.Role;
import java.text.Normalizer;

/** Keys of names: how tags, folders and property values are compared. */
public final class TextFolding {

    /**
     * UTF-16 units of a name that count; what follows does not. Putting marks in order takes time
     * that grows with the square of their number, so there is a bound to it.
     */
    public static final int MAX_KEY_CHARS = 4_096;

    /** Parts of letters may meet and join when what stood between them is left out. */
    private static final int MAX_ROUNDS = 3;

    private TextFolding() {}

    /**
     * A name without case, accents and width, folded as {@link SearchTokens} does, but with
     * punctuation kept. White space counts as one space, and at the ends not at all.
     */
    public static String fold(String name) {
        String key = foldOnce(cut(name));
        for (int round = 0; round < MAX_ROUNDS; round++) {
            String again = foldOnce(key);
            if (again.equals(key)) {
                break;
            }
            key = again;
        }
        return key;
    }

    private static String foldOnce(String name) {
        String composed = Normalizer.normalize(name, Normalizer.Form.NFKC);
        StringBuilder key = new StringBuilder(composed.length());
        composed.codePoints().forEach(codePoint -> append(key, codePoint));
        return key.toString().strip();
    }

    /** The same for names separated by slashes: spaces and slashes around a name do not count. */
    public static String foldPath(String path) {
        return NamePath.clean(fold(path));
    }

    private static String cut(String name) {
        if (name.length() <= MAX_KEY_CHARS) {
            return name;
        }
        boolean splits = Character.isHighSurrogate(name.charAt(MAX_KEY_CHARS - 1));
        return name.substring(0, splits ? MAX_KEY_CHARS - 1 : MAX_KEY_CHARS);
    }

    private static void append(StringBuilder key, int codePoint) {
        Role role = CharacterFolding.role(codePoint);
        String folded = CharacterFolding.folded(codePoint);
        if (folded != null) {
            key.append(folded);
        } else if (role == Role.APOSTROPHE) {
            key.append('\'');
        } else if (isSpace(codePoint)) {
            appendSpace(key);
        } else if (role != Role.IGNORED) {
            key.appendCodePoint(codePoint);
        }
    }

    private static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }

    private static void appendSpace(StringBuilder key) {
        if (!key.isEmpty() && key.charAt(key.length() - 1) != ' ') {
            key.append(' ');
        }
    }
}
