package app.vaultnotes.vault;

import app.vaultnotes.document.Id;
import app.vaultnotes.document.Names;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What links to what. */
public final class Links {

    /** Most notes that are looked at for unlinked mentions. */
    private static final int MAX_MENTIONS = 1_000;

    /** So many notes are looked at for each one that is to be shown. */
    private static final int LOOKS = 4;

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
        return linking(item).stream()
                .map(each -> new Backlink(each.path(), each.links().size()))
                .toList();
    }

    /** A note with those of its links that lead to one thing. */
    record Linking(Id note, String path, List<Projection.Link> links) {}

    /** The notes that link to a thing, by path. */
    List<Linking> linking(Item item) {
        Map<Id, List<Projection.Link>> named = new TreeMap<>();
        for (String key : keys(item)) {
            session.store
                    .catalogue()
                    .linksNamed(key)
                    .forEach((note, links) ->
                            named.computeIfAbsent(note, n -> new ArrayList<>()).addAll(links));
        }
        LinkWorld world = world();
        List<Linking> all = new ArrayList<>();
        for (Catalogue.NoteRow row : session.store.catalogue().notes(named.keySet())) {
            List<Projection.Link> links =
                    named.getOrDefault(row.state().id(), List.of()).stream()
                            .filter(link -> leadsTo(world, row, link, item.id()))
                            .toList();
            if (!links.isEmpty()) {
                all.add(new Linking(row.state().id(), paths.of(row), links));
            }
        }
        all.sort(Comparator.comparing(Linking::path));
        return all;
    }

    private static boolean leadsTo(
            LinkWorld world, Catalogue.NoteRow from, Projection.Link link, Id item) {
        return world.resolve(link.target(), from.state().shelf(), link.standard())
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

    /**
     * The notes that name a note by its title or an alias in their prose without linking to it, by
     * path. A name inside a link to something else, in code or in properties is no mention.
     */
    public List<String> mentions(Item.Note note) {
        Set<Id> linking = linking(note).stream().map(Linking::note).collect(Collectors.toSet());
        return new Mentions(session.store, note, linking)
                .find(MAX_MENTIONS, MAX_MENTIONS, 1).stream()
                        .flatMap(found -> session.store.catalogue().note(found.note()).stream())
                        .map(paths::of)
                        .sorted()
                        .toList();
    }

    /**
     * A place in a note, with the line that it stands in.
     *
     * @param at where it begins in the note's text, in UTF-16 units
     * @param line the line, or of a long one what stands around the place
     * @param from where the place begins in that
     * @param to where it ends there
     */
    public record Place(int at, String line, int from, int to) {}

    /**
     * A note that links to another one or speaks of it.
     *
     * @param count how many of its links do; 0 for one that only speaks of it
     * @param places the first places where it does; none when its text is gone
     */
    public record Context(Id note, String path, int count, List<Place> places) {
        /** Keeps its own list. */
        public Context {
            places = List.copyOf(places);
        }
    }

    /**
     * What stands around the links to a note and the mentions of it.
     *
     * @param linking the first notes that link there, by path
     * @param linkingCount how many notes link there
     * @param mentions notes that only speak of it, by path
     * @param isMore whether still more may speak of it
     */
    public record Around(
            List<Context> linking, int linkingCount, List<Context> mentions, boolean isMore) {
        /** Keeps its own lists. */
        public Around {
            linking = List.copyOf(linking);
            mentions = List.copyOf(mentions);
        }
    }

    /**
     * How much is read of what stands around.
     *
     * @param notes most notes of each kind; for mentions, some times as many texts are looked at
     * @param places most places of each note
     */
    public record Most(int notes, int places) {}

    /** Reads the lines in which other notes link to a note or speak of it. */
    public Around around(Item.Note note, Most most) {
        List<Linking> linking = linking(note);
        Set<Id> known = linking.stream().map(Linking::note).collect(Collectors.toSet());
        List<Mentions.Found> found =
                new Mentions(session.store, note, known)
                        .find(looks(most, known.size()), most.notes() + 1, most.places());
        return new Around(
                linking.stream().limit(most.notes()).map(l -> context(l, most.places())).toList(),
                linking.size(),
                mentioned(found.subList(0, Math.min(most.notes(), found.size()))),
                found.size() > most.notes());
    }

    /** Notes that link are found, too, since what they link to is named there. */
    private static int looks(Most most, int linking) {
        return LOOKS * most.notes() + Math.min(linking, MAX_MENTIONS);
    }

    private Context context(Linking linking, int mostPlaces) {
        String text = session.store.catalogue().text(linking.note()).orElse("");
        List<Place> places =
                linking.links().stream()
                        .filter(link -> link.start() < text.length())
                        .limit(mostPlaces)
                        .map(link -> Surroundings.of(text, link))
                        .toList();
        return new Context(linking.note(), linking.path(), linking.links().size(), places);
    }

    private List<Context> mentioned(List<Mentions.Found> found) {
        Map<Id, List<Place>> places = new LinkedHashMap<>();
        found.forEach(each -> places.put(each.note(), each.places()));
        return session.store.catalogue().notes(places.keySet()).stream()
                .map(row -> {
                    List<Place> there = places.getOrDefault(row.state().id(), List.of());
                    return new Context(row.state().id(), paths.of(row), 0, there);
                })
                .sorted(Comparator.comparing(Context::path))
                .toList();
    }

    private LinkWorld world() {
        return new LinkWorld(session.store.catalogue(), paths.folders(), Map.of());
    }
}
