package app.vaultnotes.document.markdown;

import app.vaultnotes.document.markdown.syntax.Escapes;
import app.vaultnotes.document.markdown.syntax.Inlines;
import app.vaultnotes.document.markdown.syntax.LinkScan;
import app.vaultnotes.document.markdown.syntax.Range;
import java.util.Optional;
import org.commonmark.node.LinkReferenceDefinition;
import org.jspecify.annotations.Nullable;

/** Makes links of the nodes that are some. */
final class Links {

    private Links() {}

    static Link wiki(Inlines.WikiLink node) {
        return new Link(
                Link.Form.WIKI,
                node.embed(),
                node.range(),
                node.target(),
                node.path(),
                node.fragment(),
                node.label(),
                Link.Place.TEXT,
                node.path().contains("://"));
    }

    /**
     * A standard link or image.
     *
     * @param decoded its destination as CommonMark reads it
     * @param label what it shows
     * @return null for one that uses a definition: that is the link
     */
    static @Nullable Link standard(
            String text,
            Inlines.Places places,
            String decoded,
            boolean embed,
            Range range,
            String label) {
        return switch (places.form()) {
            case REFERENCE -> null;
            case ANGLE, BARE ->
                    new Link(
                            Link.Form.AUTO,
                            embed,
                            range,
                            range,
                            decoded,
                            "",
                            Optional.empty(),
                            Link.Place.TEXT,
                            true);
            case INLINE ->
                    written(
                            Link.Form.INLINE,
                            text,
                            places.destination(),
                            embed,
                            range,
                            Optional.of(label));
        };
    }

    private static Link written(
            Link.Form form,
            String text,
            Range destination,
            boolean embed,
            Range range,
            Optional<String> label) {
        String raw = destination.in(text).replace("\\|", "|");
        boolean outside = Link.leadsOut(Escapes.unescape(raw));
        int hash = outside ? -1 : hash(destination.in(text));
        Range target =
                hash < 0 ? destination : new Range(destination.start(), destination.start() + hash);
        String fragment = hash < 0 ? "" : decoded(destination.in(text).substring(hash + 1));
        String path = outside ? Escapes.unescape(raw) : decoded(target.in(text));
        return new Link(
                form, embed, range, target, path, fragment, label, Link.Place.TEXT, outside);
    }

    /** Where the fragment begins; a {@code #} inside of a character reference is none. */
    private static int hash(String raw) {
        int hash = raw.indexOf('#');
        while (hash > 0 && raw.charAt(hash - 1) == '&' && raw.indexOf(';', hash) > 0) {
            hash = raw.indexOf('#', hash + 1);
        }
        return hash;
    }

    private static String decoded(String raw) {
        return Percent.decoded(Escapes.unescape(raw));
    }

    /** The link that a definition is, or null when its text is not in one piece. */
    static @Nullable Link definition(LinkReferenceDefinition node, String text, Range range) {
        int colon = labelEnd(text, range);
        Range destination = colon < 0 ? null : destination(text, colon + 2, range.end());
        return destination == null
                ? null
                : written(
                        Link.Form.DEFINITION,
                        text,
                        destination,
                        false,
                        range,
                        Optional.of(node.getLabel()));
    }

    private static int labelEnd(String text, Range range) {
        for (int at = range.start() + 1; at + 1 < range.end(); at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == ']') {
                return text.charAt(at + 1) == ':' ? at : -1;
            }
        }
        return -1;
    }

    /** The destination may stand on the line behind the label, after the marks of its blocks. */
    private static @Nullable Range destination(String text, int from, int limit) {
        int start = from;
        while (start < limit && "> \t\r\n".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        Range inside = LinkScan.destination(text.substring(start, limit), 0);
        return inside == null ? null : new Range(start + inside.start(), start + inside.end());
    }
}
