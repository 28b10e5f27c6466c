package app.vaultnotes.document.markdown;

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
 */
public record Link(
        Form form,
        boolean embed,
        Range range,
        Range target,
        String path,
        String fragment,
        Optional<String> label) {

    private static final String NOTE_EXTENSION = ".md";
    private static final String NEVER_IN_WIKILINKS = "[]|#^\n\r";
    private static final String ENCODED = " ()<>#?%\"\\";

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

    /** Whether it leads out of the vault: to an address with a scheme. */
    public boolean external() {
        return form == Form.AUTO || hasScheme(path) || path.startsWith("//");
    }

    private static boolean hasScheme(String path) {
        int colon = path.indexOf(':');
        if (colon < 2 || !isAsciiLetter(path.charAt(0))) {
            return false;
        }
        return path.substring(0, colon)
                .chars()
                .allMatch(c -> isAsciiLetter(c) || "0123456789+.-".indexOf(c) >= 0);
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
     * it is written in.
     *
     * @param text the text this link is in
     * @param newPath the new path, of a note without {@code .md}
     * @param note whether it leads to a note
     * @return empty when this form of link cannot express the path
     */
    public Optional<String> retargeted(String text, String newPath, boolean note) {
        boolean extension =
                note && path.toLowerCase(java.util.Locale.ROOT).endsWith(NOTE_EXTENSION);
        String wanted = extension ? newPath + NOTE_EXTENSION : newPath;
        if (form == Form.WIKI) {
            boolean possible = wanted.chars().noneMatch(c -> NEVER_IN_WIKILINKS.indexOf(c) >= 0);
            return possible ? Optional.of(wanted) : Optional.empty();
        }
        boolean bracketed = target.start() > 0 && text.charAt(target.start() - 1) == '<';
        return Optional.of(bracketed ? wanted.replaceAll("[<>#%\\\\]", "\\\\$0") : encoded(wanted));
    }

    private static String encoded(String path) {
        StringBuilder out = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c <= ' ' || c == 0x7f || ENCODED.indexOf(c) >= 0) {
                out.append(String.format("%%%02X", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
