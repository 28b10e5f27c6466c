package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.Offer;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.markdown.MarkdownAnalysis;
import app.vaultnotes.ui.live.Completing;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Item;
import app.vaultnotes.vault.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds what could be meant by what is typed at one place. What there is to find is read once for
 * the place: letters after the first only narrow it. On the vault's thread.
 */
final class Completions {

    private static final int MOST = 50;

    private @Nullable Source read;

    /** All that could be meant, and what is offered for the best of it. */
    private record Source(Narrowing names, Function<Integer, Optional<Offer>> offers) {
        static <T> Source of(
                List<T> all, Function<T, String> name, Function<T, Optional<Offer>> offer) {
            return new Source(
                    new Narrowing(all.stream().map(name).toList()),
                    place -> offer.apply(all.get(place)));
        }

        List<Offer> best(String query) {
            return names.best(query.strip(), MOST).stream()
                    .flatMap(place -> offers.apply(place).stream())
                    .toList();
        }
    }

    /**
     * What fits, the best first.
     *
     * @param begins whether it is the first at its place
     */
    List<Offer> find(Vault vault, Id note, Completing what, boolean begins, String text) {
        Source source = read;
        if (begins || source == null) {
            source =
                    switch (what.kind()) {
                        case NOTE -> notes(vault);
                        case HEADING -> headings(headed(vault, note, what.path(), text));
                        case TAG -> tags(vault.tags());
                    };
            read = source;
        }
        List<Offer> best = source.best(what.query());
        // A tag that is typed in full needs no offer; a link still needs its end.
        return what.kind() == Completing.Kind.TAG
                ? best.stream().filter(tag -> !tag.inserted().equals(what.query())).toList()
                : best;
    }

    // ---- notes ----

    /**
     * A name of a note.
     *
     * @param alias whether it is not its title
     */
    private record Name(Id note, String name, boolean alias) {}

    private static Source notes(Vault vault) {
        Catalogue.Page page = new Catalogue.Page(Catalogue.Sort.UPDATED, 0, Integer.MAX_VALUE);
        Map<Id, List<String>> aliases = vault.catalogue().aliases();
        List<Name> names = new ArrayList<>();
        for (Catalogue.NoteRow row : vault.catalogue().notes(page)) {
            Id id = row.state().id();
            names.add(new Name(id, row.state().title(), false));
            aliases.getOrDefault(id, List.of()).stream()
                    .filter(Completions::isWritable)
                    .forEach(alias -> names.add(new Name(id, alias, true)));
        }
        return Source.of(names, Name::name, name -> offer(vault, name));
    }

    /** Whether a link can show it. */
    private static boolean isWritable(String alias) {
        return !alias.contains("]]") && alias.lines().count() == 1;
    }

    private static Optional<Offer> offer(Vault vault, Name name) {
        return vault.catalogue().note(name.note()).map(row -> offer(vault, row, name));
    }

    private static Offer offer(Vault vault, Catalogue.NoteRow row, Name name) {
        String title = row.state().title();
        boolean alone = vault.catalogue().notesNamed(row.state().titleKey()).size() == 1;
        String target = alone ? title : vault.paths().of(row);
        return name.alias()
                ? new Offer(
                        name.name(), Words.of("palette.alias", title), target + "|" + name.name())
                : new Offer(title, vault.paths().of(row.state().shelf()), target);
    }

    // ---- headings and tags ----

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

    private static Source headings(String text) {
        List<String> all =
                MarkdownAnalysis.of(text).headings().stream()
                        .map(MarkdownAnalysis.Heading::text)
                        .toList();
        return Source.of(
                all, Function.identity(), heading -> Optional.of(new Offer(heading, "", heading)));
    }

    private static Source tags(Map<String, Integer> tags) {
        return Source.of(
                List.copyOf(tags.keySet()),
                Function.identity(),
                tag -> Optional.of(new Offer("#" + tag, String.valueOf(tags.get(tag)), tag)));
    }
}
