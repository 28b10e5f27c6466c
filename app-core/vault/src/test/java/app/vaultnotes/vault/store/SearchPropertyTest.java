package app.vaultnotes.vault.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.Names;
import app.vaultnotes.document.Trashed;
import app.vaultnotes.vault.Commit;
import app.vaultnotes.vault.Projection;
import app.vaultnotes.vault.search.DayRange;
import app.vaultnotes.vault.search.ParsedQuery;
import app.vaultnotes.vault.search.Query;
import app.vaultnotes.vault.search.QueryParser;
import app.vaultnotes.vault.search.SearchHit;
import app.vaultnotes.vault.search.SearchOrder;
import app.vaultnotes.vault.search.SearchRequest;
import app.vaultnotes.vault.search.SearchResult;
import app.vaultnotes.vault.search.TextFolding;
import app.vaultnotes.vault.store.ReferenceSearch.Document;
import app.vaultnotes.vault.store.ReferenceSearch.Pair;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random notes, edited, moved and trashed at random, against the plainest search there is. */
class SearchPropertyTest {

    private static final int NOTES = 60;
    private static final int EDITS = 150;
    private static final int QUERIES = 150;
    private static final String[] WORDS = {
        "vela", "vela", "velar", "Café", "cafe", "ÑANDÚ", "nandu", "東京", "東京都", "京都", "大阪城", "한국어",
        "สวัสดี", "مَرحبا", "مرحبا", "kötig", "it's", "a1", "2024", "🙂", "x", "naïve", "Straße", "STRASSE"
    };
    private static final String[] TAGS = {"work", "Work/Plans", "work/plans/2024", "heim", "tag", "tág"};
    private static final String[] VALUES = {"1", "2", "10", "2.5", "open", "Open", "ópen", "", "2024-05-01"};
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    @TempDir Path folder;

    static LongStream seeds() {
        return LongStream.range(0, Boolean.getBoolean("vaultnotes.heavy") ? 60 : 3);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void findsWhatLookingAtEveryNoteFinds(long seed) {
        try (SqliteStore store = SqliteStore.create(folder.resolve("v" + seed), Id.random())) {
            World world = new World(store, new Random(seed));
            world.build();
            for (int i = 0; i < QUERIES; i++) {
                Query query = world.query(3);
                world.compare(query, "seed " + seed + ", query " + i + ": " + query);
            }
            assertTrue(world.found > QUERIES / 4, "seed " + seed + ": most queries find something");
        }
    }

    /** The notes in the store and what is known of them. */
    private static final class World {
        private final SqliteStore store;
        private final Random random;
        private final Samples samples;
        private final Map<Id, String> folders = new LinkedHashMap<>();
        private final Map<Id, Known> notes = new LinkedHashMap<>();
        private int found;

        /** A note as last written. */
        private record Known(
                Commit commit, Projection.NoteState state, Projection.NoteContent content, String text) {}

        World(SqliteStore store, Random random) {
            this.store = store;
            this.random = random;
            this.samples = new Samples(random);
        }

        void build() {
            makeFolders();
            List<Commit> commits = new ArrayList<>();
            for (int i = 0; i < NOTES; i++) {
                commits.add(write(samples.id()));
            }
            store.changes().commit(commits);
            List<Id> ids = new ArrayList<>(notes.keySet());
            for (int i = 0; i < EDITS; i++) {
                Id id = ids.get(random.nextInt(ids.size()));
                List<Commit> edits = new ArrayList<>(List.of(random.nextBoolean() ? write(id) : move(id)));
                if (random.nextInt(4) == 0) {
                    edits.add(write(id));
                }
                store.changes().commit(edits);
            }
        }

        private void makeFolders() {
            folders.put(Id.ROOT, "");
            List<Projection.FolderState> states = new ArrayList<>();
            String[] names = {"Areas", "Work", "Café", "Plans"};
            Id parent = Id.ROOT;
            for (String name : names) {
                Id id = samples.id();
                states.add(new Projection.FolderState(id, name, Names.key(name), parent, 0, Optional.empty()));
                folders.put(id, folders.get(parent).isEmpty() ? name : folders.get(parent) + "/" + name);
                parent = random.nextBoolean() ? id : Id.ROOT;
            }
            Change change = samples.change(List.of(), "tree");
            store.changes()
                    .commit(
                            List.of(
                                    new Commit(
                                            store.vaultId(),
                                            DocumentKind.TREE,
                                            List.of(change),
                                            Heads.of(List.of(change.hash())),
                                            0,
                                            Optional.empty(),
                                            Optional.empty(),
                                            List.of(),
                                            new Projection.Tree(states, List.of(), Map.of()))));
        }

        private <T> T any(List<T> all) {
            return all.get(random.nextInt(all.size()));
        }

        private String words(int most) {
            StringBuilder text = new StringBuilder();
            int count = random.nextInt(most + 1);
            for (int i = 0; i < count; i++) {
                text.append(WORDS[random.nextInt(WORDS.length)]).append(random.nextInt(5) == 0 ? "" : " ");
            }
            return text.toString();
        }

        private Commit write(Id id) {
            String text = words(40);
            Known before = notes.get(id);
            Projection.NoteState state = state(id, before);
            Projection.NoteContent content = content(text);
            Commit commit =
                    Samples.shown(
                            before == null
                                    ? samples.newNote(id, state.title(), state.folder(), text)
                                    : before.commit(),
                            new Projection.Note(state, text, content));
            notes.put(id, new Known(commit, state, content, text));
            return commit;
        }

        private Commit move(Id id) {
            Known before = notes.get(id);
            Projection.NoteState state = state(id, before);
            // A move keeps the time of the last edit.
            state = withUpdated(state, before.state().updatedMillis());
            notes.put(id, new Known(before.commit(), state, before.content(), before.text()));
            return Samples.shown(before.commit(), new Projection.NoteMoved(state));
        }

        private static Projection.NoteState withUpdated(Projection.NoteState s, long updated) {
            return new Projection.NoteState(
                    s.id(), s.title(), s.titleKey(), s.fileName(), s.folder(), s.shelf(), s.createdMillis(),
                    updated, s.trashed(), s.bookmarked(), s.sourceBlob());
        }

        private Projection.NoteState state(Id id, @org.jspecify.annotations.Nullable Known before) {
            String title = before != null && random.nextBoolean() ? before.state().title() : "T " + words(3);
            Id where = any(List.copyOf(folders.keySet()));
            Optional<Trashed> trashed =
                    random.nextInt(5) == 0
                            ? Optional.of(new Trashed(0, Samples.DEVICE, id, ""))
                            : Optional.empty();
            return new Projection.NoteState(
                    id, title, Names.key(title), Optional.empty(), where, where, moment(), moment(), trashed,
                    random.nextInt(4) == 0, Optional.empty());
        }

        private long moment() {
            return Samples.START_MILLIS + random.nextInt(120) * DAY_MILLIS / 2;
        }

        private Projection.NoteContent content(String text) {
            List<String> aliases = random.nextInt(3) == 0 ? List.of(words(2), words(2)) : List.of();
            List<Projection.Link> links = new ArrayList<>();
            if (random.nextInt(3) == 0) {
                links.add(new Projection.Link("a/B", "b", false, false, 1));
            }
            if (random.nextInt(3) == 0) {
                links.add(new Projection.Link("pic.png", "pic.png", true, false, 9));
            }
            List<String> tags = new ArrayList<>();
            Set<String> keys = new HashSet<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                String tag = TAGS[random.nextInt(TAGS.length)];
                if (keys.add(TextFolding.fold(tag))) {
                    tags.add(tag);
                }
            }
            List<Projection.Task> tasks = new ArrayList<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                tasks.add(new Projection.Task(random.nextBoolean(), "task", 10 * i));
            }
            List<Projection.Property> properties = new ArrayList<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                properties.add(
                        new Projection.Property(
                                random.nextBoolean() ? "Rank" : "státus", VALUES[random.nextInt(VALUES.length)]));
            }
            return new Projection.NoteContent(
                    aliases, SearchText.of(text), links, tags, tasks, properties, 1);
        }

        Query query(int depth) {
            int kind = random.nextInt(depth > 0 ? 12 : 8);
            return switch (kind) {
                case 0, 1, 2 -> text();
                case 3 -> new Query.Tag(TextFolding.fold(TAGS[random.nextInt(TAGS.length)]));
                case 4 -> new Query.Folder(TextFolding.fold(any(List.of("Work", "work/cafe", "Areas", "Plans", "no"))));
                case 5 -> new Query.Dated(any(List.of(Query.Stamp.values())), days());
                case 6 -> random.nextBoolean()
                        ? new Query.Has(any(List.of(Query.Feature.values())))
                        : new Query.Is(any(List.of(Query.State.values())));
                case 7 -> new Query.Property(
                        random.nextBoolean() ? "rank" : "status",
                        any(List.of(Query.Comparison.values())),
                        TextFolding.fold(VALUES[random.nextInt(VALUES.length)]));
                case 8, 9 -> Query.and(List.of(query(depth - 1), query(depth - 1)));
                case 10 -> Query.or(List.of(query(depth - 1), query(depth - 1), query(depth - 1)));
                default -> not(query(depth - 1));
            };
        }

        /** No way of writing a query asks for nothing at all. */
        private static Query not(Query query) {
            return query instanceof Query.Everything ? query : Query.not(query);
        }

        private Query text() {
            Query.Field field = random.nextInt(4) == 0 ? Query.Field.TITLE : Query.Field.ANY;
            String text = random.nextInt(3) == 0 ? words(3) : WORDS[random.nextInt(WORDS.length)];
            if (random.nextInt(4) == 0) {
                text = text.substring(0, Character.isHighSurrogate((text + "x").charAt(0)) ? 2 : Math.min(1, text.length()));
            }
            return Query.text(text, random.nextInt(3) == 0, field).orElse(new Query.Everything());
        }

        private DayRange days() {
            LocalDate start =
                    LocalDate.ofInstant(Instant.ofEpochMilli(Samples.START_MILLIS), ZoneOffset.UTC)
                            .plusDays(random.nextInt(60));
            return random.nextBoolean()
                    ? new DayRange(Optional.of(start), Optional.of(start.plusDays(random.nextInt(20))))
                    : new DayRange(Optional.empty(), Optional.of(start));
        }

        private Document document(Known known) {
            EnumSet<Query.Feature> features = EnumSet.noneOf(Query.Feature.class);
            Projection.NoteContent content = known.content();
            if (!content.links().isEmpty()) {
                features.add(Query.Feature.LINK);
            }
            if (content.links().stream().anyMatch(link -> link.target().endsWith(".png"))) {
                features.add(Query.Feature.ATTACHMENT);
            }
            if (!content.tags().isEmpty()) {
                features.add(Query.Feature.TAG);
            }
            if (!content.tasks().isEmpty()) {
                features.add(Query.Feature.TASK);
            }
            if (!content.properties().isEmpty()) {
                features.add(Query.Feature.PROPERTY);
            }
            int open = (int) content.tasks().stream().filter(task -> !task.done()).count();
            return new Document(
                    known.state().title(),
                    content.aliases(),
                    content.searchText(),
                    folders.get(known.state().shelf()),
                    content.tags(),
                    content.properties().stream().map(p -> new Pair(p.key(), p.value())).toList(),
                    known.state().createdMillis(),
                    known.state().updatedMillis(),
                    features,
                    open,
                    content.tasks().size() - open,
                    known.state().bookmarked());
        }

        void compare(Query query, String message) {
            Map<Id, Known> expected = new LinkedHashMap<>();
            notes.forEach((id, known) -> {
                if (known.state().trashed().isEmpty()
                        && ReferenceSearch.matches(query, document(known), ZoneOffset.UTC)) {
                    expected.put(id, known);
                }
            });
            found += expected.isEmpty() ? 0 : 1;
            SearchOrder order = any(List.of(SearchOrder.values()));
            SearchResult all = search(query, order, 1_000, 0, true);
            if (expected.isEmpty() && all.corrected().isPresent()) {
                compare(all.corrected().get(), message + ", corrected");
                return;
            }
            List<Id> ids = all.hits().stream().map(SearchHit::note).toList();
            assertEquals(expected.keySet(), new HashSet<>(ids), message);
            assertEquals(expected.size(), ids.size(), message);
            assertEquals(expected.size(), all.total(), message);
            assertEquals(sorted(expected, order, ids), ids, message + " by " + order);
            facets(expected, all, message);
            pages(query, order, ids, message);
            spoken(query, expected.keySet(), message);
        }

        private SearchResult search(Query query, SearchOrder order, int limit, int offset, boolean facets) {
            return store.search()
                    .search(
                            new SearchRequest(
                                    new ParsedQuery(query, List.of()), order, limit, offset, facets, ZoneOffset.UTC));
        }

        private static List<Id> sorted(Map<Id, Known> expected, SearchOrder order, List<Id> ids) {
            Comparator<Id> byId = Comparator.naturalOrder();
            Comparator<Id> by =
                    switch (order) {
                        case RELEVANCE -> Comparator.comparing(ids::indexOf);
                        case UPDATED -> Comparator.comparing((Id id) -> -expected.get(id).state().updatedMillis())
                                .thenComparing(byId);
                        case CREATED -> Comparator.comparing((Id id) -> -expected.get(id).state().createdMillis())
                                .thenComparing(byId);
                        case TITLE -> Comparator.comparing(
                                        (Id id) -> expected.get(id).state().titleKey(), World::asBytes)
                                .thenComparing(byId);
                    };
            return expected.keySet().stream().sorted(by).toList();
        }

        /** The order of a database: by code points, not by UTF-16 units. */
        private static int asBytes(String one, String other) {
            return java.util.Arrays.compareUnsigned(
                    one.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    other.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }

        private void facets(Map<Id, Known> expected, SearchResult result, String message) {
            Map<String, Integer> tags = new HashMap<>();
            Map<String, Integer> shelves = new HashMap<>();
            Map<String, Integer> months = new HashMap<>();
            for (Known known : expected.values()) {
                known.content().tags().forEach(tag -> tags.merge(TextFolding.fold(tag), 1, Integer::sum));
                shelves.merge(folders.get(known.state().shelf()), 1, Integer::sum);
                Instant updated = Instant.ofEpochMilli(known.state().updatedMillis());
                months.merge(YearMonth.from(updated.atZone(ZoneOffset.UTC)).toString(), 1, Integer::sum);
            }
            Map<String, Integer> shown = new HashMap<>();
            result.facets().tags().forEach((tag, count) -> shown.merge(TextFolding.fold(tag), count, Integer::sum));
            assertEquals(tags, shown, message);
            assertEquals(shelves, new HashMap<>(result.facets().folders()), message);
            assertEquals(months, new HashMap<>(result.facets().months()), message);
        }

        private void pages(Query query, SearchOrder order, List<Id> ids, String message) {
            int size = 1 + random.nextInt(7);
            List<Id> paged = new ArrayList<>();
            for (int at = 0; at < ids.size(); at += size) {
                SearchResult page = search(query, order, size, at, false);
                page.hits().forEach(hit -> paged.add(hit.note()));
                assertEquals(ids.size(), page.total(), message);
            }
            assertEquals(ids, paged, message + " in pages of " + size);
        }

        /** A query written down and read again finds the same. */
        private void spoken(Query query, Set<Id> expected, String message) {
            ParsedQuery parsed = new QueryParser(Clock.systemUTC()).parse(query.toText());
            SearchResult again =
                    store.search()
                            .search(new SearchRequest(parsed, SearchOrder.TITLE, 1_000, 0, false, ZoneOffset.UTC));
            Set<Id> ids = new HashSet<>();
            again.hits().forEach(hit -> ids.add(hit.note()));
            if (again.corrected().isEmpty()) {
                assertEquals(expected, ids, message + ", written " + query.toText());
            }
        }
    }
}
