package app.vaultnotes.document.markdown;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.commonmark.node.Image;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.jspecify.annotations.Nullable;

/** Links as CommonMark writes them, with the place of their destination in the text. */
final class StandardLinks {

    private StandardLinks() {}

    /** A link or image; empty for one that uses a definition, and for anything else. */
    static Optional<Link> of(Node node, String text, Range range) {
        if (node instanceof org.commonmark.node.Link link) {
            return link(node, text, range, link.getDestination(), false);
        }
        return node instanceof Image image
                ? link(node, text, range, image.getDestination(), true)
                : Optional.empty();
    }

    private static Optional<Link> link(
            Node node, String text, Range range, String destination, boolean embed) {
        if (text.charAt(range.start()) != '[' && text.charAt(range.start()) != '!') {
            return Optional.of(
                    new Link(
                            Link.Form.AUTO,
                            false,
                            range,
                            range,
                            destination,
                            "",
                            Optional.empty()));
        }
        int paren = destinationStart(node, text, range, embed);
        if (paren < 0) {
            return Optional.empty();
        }
        return destination(text, paren, range.end())
                .map(raw ->
                        link(
                                Link.Form.INLINE,
                                embed,
                                text,
                                range,
                                raw,
                                destination,
                                PlainText.of(node)));
    }

    /** Behind the {@code (}, or -1 when the destination stands in a definition. */
    private static int destinationStart(Node node, String text, Range range, boolean embed) {
        Node last = node.getLastChild();
        int labelEnd = range.start() + (embed ? 2 : 1);
        if (last != null && !last.getSourceSpans().isEmpty()) {
            List<SourceSpan> all = node.getSourceSpans();
            List<SourceSpan> spans = last.getSourceSpans();
            int offset = range.start() - all.get(0).getInputIndex();
            SourceSpan end = spans.get(spans.size() - 1);
            labelEnd = Math.max(labelEnd, offset + end.getInputIndex() + end.getLength());
        }
        int close =
                text.charAt(range.end() - 1) == ')'
                        ? indexOf(text, "](", labelEnd, range.end())
                        : -1;
        return close < 0 ? -1 : close + 2;
    }

    /** Like {@link String#indexOf}, without a look at what lies behind the limit. */
    private static int indexOf(String text, String wanted, int from, int limit) {
        for (int at = from; at + wanted.length() <= limit; at++) {
            if (text.startsWith(wanted, at)) {
                return at;
            }
        }
        return -1;
    }

    /** The destination of a definition. */
    static Optional<Link> definition(LinkReferenceDefinition definition, String text, Range range) {
        int colon = indexOf(text, "]:", range.start(), range.end());
        if (colon < 0) {
            return Optional.empty();
        }
        return destination(text, colon + 2, range.end())
                .map(raw ->
                        link(
                                Link.Form.DEFINITION,
                                false,
                                text,
                                range,
                                raw,
                                definition.getDestination(),
                                definition.getLabel()));
    }

    /** Where the destination that begins here, after white space, stands without its brackets. */
    private static Optional<Range> destination(String text, int from, int limit) {
        int start = from;
        while (start < limit && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        if (start >= limit) {
            return Optional.of(new Range(from, from));
        }
        return text.charAt(start) == '<'
                ? bracketed(text, start + 1, limit)
                : Optional.of(bare(text, start, limit));
    }

    private static Optional<Range> bracketed(String text, int start, int limit) {
        for (int at = start; at < limit; at++) {
            if (text.charAt(at) == '\\') {
                at++;
            } else if (text.charAt(at) == '>') {
                return Optional.of(new Range(start, at));
            }
        }
        return Optional.empty();
    }

    private static Range bare(String text, int start, int limit) {
        int depth = 0;
        int at = start;
        while (at < limit && !Character.isWhitespace(text.charAt(at))) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < limit) {
                at++;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth < 0) {
                break;
            }
            at++;
        }
        return new Range(start, at);
    }

    private static Link link(
            Link.Form form,
            boolean embed,
            String text,
            Range range,
            Range raw,
            String destination,
            @Nullable String label) {
        int hashInRaw = raw.in(text).indexOf('#');
        int hash = destination.indexOf('#');
        Range target = hashInRaw < 0 ? raw : new Range(raw.start(), raw.start() + hashInRaw);
        String path = hash < 0 ? destination : destination.substring(0, hash);
        String fragment = hash < 0 ? "" : destination.substring(hash + 1);
        return new Link(
                form,
                embed,
                range,
                target,
                decoded(path),
                decoded(fragment),
                Optional.ofNullable(label));
    }

    /** Percent-encoded bytes as the UTF-8 they stand for; as written when they are none. */
    static String decoded(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < path.length(); i++) {
            int high =
                    path.charAt(i) == '%' && i + 2 < path.length()
                            ? Character.digit(path.charAt(i + 1), 16)
                            : -1;
            int low = high >= 0 ? Character.digit(path.charAt(i + 2), 16) : -1;
            if (low >= 0) {
                bytes.write(high * 16 + low);
                i += 2;
            } else {
                int codePoint = path.codePointAt(i);
                bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(codePoint) - 1;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            return path;
        }
    }
}
