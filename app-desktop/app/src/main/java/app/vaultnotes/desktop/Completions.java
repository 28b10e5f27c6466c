package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.Offer;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.markdown.MarkdownAnalysis;
import app.vaultnotes.ui.live.Completing;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Item;
import app.vaultnotes.vault.Vault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Finds what could be meant by what is typed. On the vault's thread. */
final class Completions {

    private static final int MOST = 50;

    private Completions() {}

    /** What fits, the best first. */
    static List<Offer> find(Vault vault, Id note, Completing what, String text) {
        return switch (what.kind()) {
            case NOTE -> notes(vault, what.query());
            case HEADING -> headings(headed(vault, note, what.path(), text), what.query());
            case TAG -> tags(vault.tags(), what.query());
        };
    }

    private static <T> List<T> best(List<T> all, String query, Function<T, String> name) {
        Narrowing names = new Narrowing(all.stream().map(name).toList());
        return names.best(query.strip(), MOST).stream().map(all::get).toList();
    }

    private static List<Offer> notes(Vault vault, String query) {
        Catalogue.Page page = new Catalogue.Page(Catalogue.Sort.UPDATED, 0, Integer.MAX_VALUE);
        List<Catalogue.NoteRow> rows = vault.catalogue().notes(page);
        return best(rows, query, row -> row.state().title()).stream()
                .map(row -> offer(vault, row))
                .toList();
    }

    private static Offer offer(Vault vault, Catalogue.NoteRow row) {
        String title = row.state().title();
        boolean alone = vault.catalogue().notesNamed(row.state().titleKey()).size() == 1;
        String folder = vault.paths().of(row.state().shelf());
        return new Offer(title, folder, alone ? title : vault.paths().of(row));
    }

    private static String headed(Vault vault, Id note, String path, String text) {
        if (path.isBlank()) {
            return text;
        }
        Id shelf = vault.catalogue().note(note).orElseThrow().state().shelf();
        Optional<Item> found = vault.links().resolve(path, shelf, false);
        return found.filter(Item.Note.class::isInstance)
                .map(item -> vault.notes().text(item.id()))
                .orElse("");
    }

    private static List<Offer> headings(String text, String query) {
        List<String> all =
                MarkdownAnalysis.of(text).headings().stream()
                        .map(MarkdownAnalysis.Heading::text)
                        .toList();
        return best(all, query, Function.identity()).stream()
                .map(heading -> new Offer(heading, "", heading))
                .toList();
    }

    private static List<Offer> tags(Map<String, Integer> tags, String query) {
        return best(List.copyOf(tags.keySet()), query, Function.identity()).stream()
                .filter(tag -> !tag.equals(query))
                .map(tag -> new Offer("#" + tag, String.valueOf(tags.get(tag)), tag))
                .toList();
    }
}
