package app.vaultnotes.document.markdown;

import app.vaultnotes.document.markdown.syntax.Range;
import java.util.Locale;
import java.util.Optional;

/**
 * A link or embed.
 *
 * @param form how it is written
 * @param embed whether what it points to is shown in its place
 * @param range the whole link
 * @param target the piece that a rename replaces: the path as written, without heading
 * @param path the path in plain characters; empty for a link inside the same note
 * @param fragment the heading or {@code ^block}, without {@code #}; empty when there is none
 * @param label the text that is shown, where it is written
 * @param place what stands around it
 * @param external whether it leads out of the vault: to an address with a scheme
 */
public record Link(
        Form form,
        boolean embed,
        Range range,
        Range target,
        String path,
        String fragment,
        Optional<String> label,
        Place place,
        boolean external) {

    private static final String NOTE_EXTENSION = ".md";
    private static final String NEVER_IN_WIKILINKS = "[]|#^\n\r\0";

    /** What a link stands in, which decides how characters are written there. */
    public enum Place {
        /** The Markdown. */
        TEXT,
        /** A property without quotes. */
        PLAIN_PROPERTY,
        /** A property between {@code "}. */
        DOUBLE_QUOTED_PROPERTY,
        /** A property between {@code '}. */
        SINGLE_QUOTED_PROPERTY
    }

    /** How links are written. */
    public enum Form {
        /** {@code [[path#heading|label]]}. */
        WIKI,
        /** {@code [label](path "title")}. */
        INLINE,
        /** {@code [label]: path "title"}, which any number of links may use. */
        DEFINITION,
        /** {@code <https://…>} or a bare address. */
        AUTO
    }

    /** Whether a destination as it is written names a scheme or a host. */
    static boolean leadsOut(String destination) {
        int colon = destination.indexOf(':');
        boolean scheme =
                colon >= 2
                        && isAsciiLetter(destination.charAt(0))
                        && destination
                                .substring(0, colon)
                                .chars()
                                .allMatch(c -> isAsciiLetter(c) || "0123456789+.-".indexOf(c) >= 0);
        return scheme || destination.startsWith("//");
    }

    private static boolean isAsciiLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** Whether it is written the standard way, not as a wikilink. */
    public boolean standard() {
        return form != Form.WIKI;
    }

    /**
     * What to put in the place of {@link #target} so that the link points elsewhere, in the manner
     * it is written in. No other character of the text need change. A name with a backtick, {@code
     * $} or {@code %%} can still be swallowed by such a mark that stands open before the wikilink.
     *
     * @param text the text this link is in
     * @param newPath the new path, of a note without {@code .md}
     * @param note whether it leads to a note
     * @return empty when this form of link cannot express the path
     */
    public Optional<String> retargeted(String text, String newPath, boolean note) {
        boolean extension = note && path.toLowerCase(Locale.ROOT).endsWith(NOTE_EXTENSION);
        String wanted = extension ? newPath + NOTE_EXTENSION : newPath;
        if (form == Form.WIKI) {
            return wikitext(wanted);
        }
        boolean bracketed = target.start() > 0 && text.charAt(target.start() - 1) == '<';
        boolean asciiOnly = target.in(text).matches("(?s).*%[C-Fc-f][0-9A-Fa-f]%.*");
        return !isWhole(wanted)
                ? Optional.empty()
                : Optional.of(Percent.encoded(wanted, bracketed, asciiOnly));
    }

    private static boolean isWhole(String text) {
        return text.codePoints()
                .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private Optional<String> wikitext(String wanted) {
        boolean possible =
                wanted.chars().noneMatch(c -> NEVER_IN_WIKILINKS.indexOf(c) >= 0)
                        && wanted.equals(wanted.strip())
                        && !wanted.endsWith("\\");
        if (!possible) {
            return Optional.empty();
        }
        return switch (place) {
            case TEXT -> Optional.of(wanted);
            case SINGLE_QUOTED_PROPERTY -> Optional.of(wanted.replace("'", "''"));
            case DOUBLE_QUOTED_PROPERTY ->
                    Optional.of(wanted.replace("\\", "\\\\").replace("\"", "\\\""));
            case PLAIN_PROPERTY ->
                    wanted.contains(": ") || wanted.contains(" #") || wanted.contains(",")
                            ? Optional.empty()
                            : Optional.of(wanted);
        };
    }
}
