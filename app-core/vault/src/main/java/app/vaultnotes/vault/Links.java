package app.vaultnotes.vault;

import app.vaultnotes.document.Id;
import app.vaultnotes.document.Names;
import app.vaultnotes.document.markdown.Prose;
import app.vaultnotes.document.markdown.syntax.Range;
import app.vaultnotes.vault.search.ParsedQuery;
import app.vaultnotes.vault.search.Query;
import app.vaultnotes.vault.search.QueryTerms;
import app.vaultnotes.vault.search.SearchOrder;
import app.vaultnotes.vault.search.SearchRequest;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What links to what. */
public final class Links {

    /** Most notes that are looked at for unlinked mentions. */
    private static final int MAX_MENTIONS = 1_000;

    private final Session session;
    private final Paths paths;

    Links(Session session, Paths paths) {
        this.session = session;
        this.paths = paths;
    }

    /**
     * A link in a note.
     *
     * @param target as written
     * @param path where it leads, or empty
     */
    public record Outgoing(String target, Optional<String> path) {}

    /**
     * A note that links here.
     *
     * @param path the note
     * @param count how many of its links do
     */
    public record Backlink(String path, int count) {}

    /** The links and embeds of a note, in order. */
    public List<Outgoing> outgoing(Item.Note note) {
        LinkWorld world = world();
        return session.store.catalogue().links(note.id()).stream()
                .map(link ->
                        new Outgoing(
                                link.target(),
                                world.resolve(
                                                link.target(),
                                                note.row().state().shelf(),
                                                link.standard())
                                        .map(this::path)))
                .toList();
    }

    /** What a link's target means in a note on this shelf. */
    public Optional<Item> resolve(String target, Id shelf, boolean standard) {
        Catalogue catalogue = session.store.catalogue();
        return world().resolve(target, shelf, standard)
                .flatMap(place ->
                        place.note()
                                ? catalogue.note(place.id()).map(Item.Note::new)
                                : catalogue.file(place.id()).map(Item.File::new));
    }

    private String path(LinkWorld.Place place) {
        Catalogue catalogue = session.store.catalogue();
        return place.note()
                ? catalogue.note(place.id()).map(paths::of).orElse(place.name())
                : catalogue.file(place.id()).map(paths::of).orElse(place.name());
    }

    /** The notes that link to a note or file, by path. */
    public List<Backlink> backlinks(Item item) {
        Map<String, Integer> counts = new TreeMap<>();
        linking(item).forEach((note, count) -> counts.merge(notePath(note), count, Integer::sum));
        return counts.entrySet().stream().map(e -> new Backlink(e.getKey(), e.getValue())).toList();
    }

    private Map<Id, Integer> linking(Item item) {
        LinkWorld world = world();
        Map<Id, Integer> counts = new TreeMap<>();
        for (String key : keys(item)) {
            session.store
                    .catalogue()
                    .linksNamed(key)
                    .forEach((note, links) -> {
                        int count =
                                (int)
                                        links.stream()
                                                .filter(l -> leadsTo(world, note, l, item.id()))
                                                .count();
                        if (count > 0) {
                            counts.merge(note, count, Integer::sum);
                        }
                    });
        }
        return counts;
    }

    private boolean leadsTo(LinkWorld world, Id note, Projection.Link link, Id item) {
        Id shelf =
                session.store
                        .catalogue()
                        .note(note)
                        .map(row -> row.state().shelf())
                        .orElse(Id.ROOT);
        return world.resolve(link.target(), shelf, link.standard())
                .map(LinkWorld.Place::id)
                .equals(Optional.of(item));
    }

    /**
     * The keys under which links name a thing: its name, and the numbered one it is shown under.
     */
    private List<String> keys(Item item) {
        List<String> keys = new ArrayList<>();
        if (item instanceof Item.Note note) {
            Projection.NoteState state = note.row().state();
            keys.add(state.titleKey());
            state.fileName()
                    .map(NoteContents::nameKey)
                    .filter(k -> !keys.contains(k))
                    .ifPresent(keys::add);
            if (note.row().ordinal() > 1) {
                keys.add(Names.key(FolderPaths.numbered(state.title(), note.row().ordinal())));
            }
        } else if (item instanceof Item.File file) {
            keys.add(file.row().state().nameKey());
        }
        return keys;
    }

    private String notePath(Id note) {
        return session.store.catalogue().note(note).map(paths::of).orElse(note.toString());
    }

    /**
     * The notes that name a note by its title or an alias in their prose without linking to it, by
     * path. A name inside a link to something else, in code or in properties is no mention.
     */
    public List<String> mentions(Item.Note note) {
        List<String> names = new ArrayList<>(List.of(note.row().state().title()));
        names.addAll(session.store.catalogue().aliases(note.id()));
        List<Query> phrases =
                names.stream()
                        .map(name -> Query.text(name, false, Query.Field.ANY))
                        .flatMap(Optional::stream)
                        .toList();
        if (phrases.isEmpty()) {
            return List.of();
        }
        SearchRequest request =
                new SearchRequest(
                        new ParsedQuery(Query.or(phrases), List.of()),
                        SearchOrder.TITLE,
                        MAX_MENTIONS,
                        0,
                        false,
                        ZoneId.systemDefault());
        Map<Id, Integer> linking = linking(note);
        List<QueryTerms> terms = phrases.stream().map(QueryTerms::inText).toList();
        return session.store.search().search(request).hits().stream()
                .filter(hit -> !hit.note().equals(note.id()) && !linking.containsKey(hit.note()))
                .filter(hit -> isNamed(hit.note(), terms))
                .map(hit -> notePath(hit.note()))
                .sorted()
                .toList();
    }

    /** Whether one of the names stands in a note's prose. */
    private boolean isNamed(Id note, List<QueryTerms> names) {
        String text = session.store.catalogue().text(note).orElse("");
        List<Range> places =
                names.stream()
                        .flatMap(name -> name.places(text).stream())
                        .map(place -> new Range(place.start(), place.end()))
                        .toList();
        return !places.isEmpty() && places.stream().anyMatch(Prose.of(text)::contains);
    }

    private LinkWorld world() {
        return new LinkWorld(session.store.catalogue(), paths.folders(), Map.of());
    }
}
