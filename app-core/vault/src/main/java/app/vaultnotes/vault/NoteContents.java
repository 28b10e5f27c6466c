package app.vaultnotes.vault;

import app.vaultnotes.document.Names;
import app.vaultnotes.document.markdown.FrontMatter;
import app.vaultnotes.document.markdown.Link;
import app.vaultnotes.document.markdown.MarkdownAnalysis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the vault keeps of a note's analysis. */
final class NoteContents {

    private NoteContents() {}

    /** A link inside the vault, with the way to write another target in its place. */
    record WrittenLink(String text, Link link) {
        String target() {
            return link.path();
        }

        boolean standard() {
            return link.standard();
        }

        int start() {
            return link.target().start();
        }

        int length() {
            return link.target().length();
        }

        /** The target as it stands in the text. */
        String written() {
            return link.target().in(text);
        }

        Optional<String> rewritten(String path, boolean note) {
            return link.retargeted(text, path, note);
        }
    }

    /** What is listed and searched of a text. */
    static Projection.NoteContent of(String text) {
        MarkdownAnalysis analysis = MarkdownAnalysis.of(text);
        return new Projection.NoteContent(
                analysis.frontMatter().values("aliases", "alias"),
                analysis.searchText(),
                analysis.links().stream()
                        .filter(NoteContents::isInside)
                        .map(NoteContents::link)
                        .toList(),
                tags(analysis),
                analysis.tasks().stream()
                        .map(task ->
                                new Projection.Task(task.done(), task.text(), task.box().start()))
                        .toList(),
                properties(analysis.frontMatter()),
                analysis.words(),
                analysis.whole());
    }

    private static boolean isInside(Link link) {
        return !link.external() && !link.path().isEmpty();
    }

    private static Projection.Link link(Link link) {
        return new Projection.Link(
                link.path(),
                nameKey(link.path()),
                link.embed(),
                link.standard(),
                link.range().start());
    }

    /** The key under which a link's target is looked up: its last segment without {@code .md}. */
    static String nameKey(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return Names.key(LinkWorld.withoutExtension(name));
    }

    private static List<String> tags(MarkdownAnalysis analysis) {
        Map<String, String> tags = new LinkedHashMap<>();
        analysis.tags().forEach(tag -> tags.putIfAbsent(Names.key(tag.tag()), tag.tag()));
        return List.copyOf(tags.values());
    }

    private static List<Projection.Property> properties(FrontMatter matter) {
        List<Projection.Property> properties = new ArrayList<>();
        for (FrontMatter.Property property : matter.properties()) {
            List<String> values = property.values().isEmpty() ? List.of("") : property.values();
            values.forEach(value -> properties.add(new Projection.Property(property.key(), value)));
        }
        return properties;
    }

    /** The links inside the vault, in the order of their targets. */
    static List<WrittenLink> links(String text) {
        return MarkdownAnalysis.of(text).links().stream()
                .filter(NoteContents::isInside)
                .map(link -> new WrittenLink(text, link))
                .sorted(java.util.Comparator.comparingInt(WrittenLink::start))
                .toList();
    }
}
