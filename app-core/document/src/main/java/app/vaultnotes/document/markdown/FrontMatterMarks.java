package app.vaultnotes.document.markdown;

import app.vaultnotes.document.markdown.syntax.Range;
import app.vaultnotes.document.markdown.syntax.TagNames;
import app.vaultnotes.document.markdown.syntax.Wikitext;
import java.util.List;
import java.util.Optional;

/** The links and tags in a note's properties. */
final class FrontMatterMarks {

    private FrontMatterMarks() {}

    static void in(
            String text,
            FrontMatter frontMatter,
            List<Link> links,
            List<MarkdownAnalysis.Tag> tags) {
        for (FrontMatter.Property property : frontMatter.properties()) {
            boolean names =
                    property.key().equalsIgnoreCase("tags")
                            || property.key().equalsIgnoreCase("tag");
            if (names) {
                property.values().forEach(value -> tags(value, property.lines(), tags));
            } else {
                links(text, property, links);
            }
        }
    }

    private static void tags(String value, Range lines, List<MarkdownAnalysis.Tag> tags) {
        for (String part : value.split("[,\\s]+", -1)) {
            String bare = part.startsWith("#") ? part.substring(1) : part;
            int end = bare.length();
            while (end > 0 && bare.charAt(end - 1) == '/') {
                end--;
            }
            String name = bare.substring(0, end);
            if (TagNames.isTag(name)) {
                tags.add(new MarkdownAnalysis.Tag(name, lines));
            }
        }
    }

    /** Wikilinks in a property's lines that its values really hold: none in a comment. */
    private static void links(String text, FrontMatter.Property property, List<Link> links) {
        Range lines = property.lines();
        int at = text.indexOf("[[", lines.start());
        while (at >= 0 && at < lines.end()) {
            int inside = at + 2;
            int close = text.indexOf("]]", inside);
            if (close < 0 || close + 2 > lines.end()) {
                return;
            }
            int again = text.lastIndexOf("[[", close - 1);
            Link.Place place = place(text, property, at);
            if (again <= at) {
                link(text, property, place, new Range(at, close + 2)).ifPresent(links::add);
            }
            at = text.indexOf("[[", again > at ? again : close + 2);
        }
    }

    private static Optional<Link> link(
            String text, FrontMatter.Property property, Link.Place place, Range range) {
        String raw = text.substring(range.start() + 2, range.end() - 2);
        String inside = decoded(raw, place);
        boolean held =
                property.values().stream()
                        .anyMatch(v -> v.contains("[[" + inside + "]]") || v.equals(inside));
        Optional<Wikitext> wikitext =
                held && raw.indexOf('[') < 0 && raw.indexOf(']') < 0
                        ? Wikitext.of(raw)
                        : Optional.empty();
        return wikitext.map(found -> {
            int start = range.start() + 2 + found.pathStart();
            return new Link(
                    Link.Form.WIKI,
                    false,
                    range,
                    new Range(start, start + found.path().length()),
                    decoded(found.path(), place),
                    decoded(found.fragment(), place),
                    found.label().map(label -> decoded(label, place)),
                    place,
                    found.path().contains("://"));
        });
    }

    private static String decoded(String raw, Link.Place place) {
        return switch (place) {
            case SINGLE_QUOTED_PROPERTY -> raw.replace("''", "'");
            case DOUBLE_QUOTED_PROPERTY -> raw.replaceAll("\\\\([\"\\\\/])", "$1");
            default -> raw;
        };
    }

    /** Which quotes are open before this place on its line. */
    private static Link.Place place(String text, FrontMatter.Property property, int at) {
        int line = at;
        while (line > property.lines().start() && "\r\n".indexOf(text.charAt(line - 1)) < 0) {
            line--;
        }
        char open = 0;
        for (int i = line; i < at; i++) {
            char c = text.charAt(i);
            if (open == '"' && c == '\\') {
                i++;
            } else if (c == open) {
                open = 0;
            } else if (open == 0 && (c == '"' || c == '\'') && beginsValue(text, line, i)) {
                open = c;
            }
        }
        return open == '"'
                ? Link.Place.DOUBLE_QUOTED_PROPERTY
                : open == '\'' ? Link.Place.SINGLE_QUOTED_PROPERTY : Link.Place.PLAIN_PROPERTY;
    }

    private static boolean beginsValue(String text, int line, int at) {
        return at == line || " \t[{,".indexOf(text.charAt(at - 1)) >= 0;
    }
}
