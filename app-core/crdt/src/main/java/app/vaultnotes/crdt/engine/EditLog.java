package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.Edit;
import app.vaultnotes.crdt.Operation;
import app.vaultnotes.crdt.Path;
import app.vaultnotes.crdt.TextEdit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes down how the texts and maps of a document change while changes from elsewhere are taken
 * in. What stood at a key is noted before. Where another object comes to stand at one, all below
 * comes and goes: only there maps and texts are compared.
 */
@SuppressWarnings("ReferenceEquality") // objects are themselves and nothing else
final class EditLog implements Edits {

    /** The replacements in each sequence. */
    private final Map<SequenceState, List<Entry>> entries = new LinkedHashMap<>();

    /** The sequence edited last, and its replacements. */
    private @Nullable SequenceState latest;

    private List<Entry> latestEntries = List.of();

    /** What stood at the keys where something else may come to stand. */
    private final Map<Place, Optional<Comparison.Shown>> stood = new LinkedHashMap<>();

    /**
     * The moment before all, once a key is noted at which an object stood, or something applied.
     */
    private Clock start = Clock.NOW;

    /** Where the maps stand that were asked for; nothing for what cannot be reached. */
    private final Map<MapState, Optional<Comparison.Standing>> maps = new HashMap<>();

    private final boolean told;

    /**
     * A log of nothing yet.
     *
     * @param told whether somebody wants to know; otherwise it stays a log of nothing
     */
    EditLog(boolean told) {
        this.told = told;
    }

    /** Ordered, so that keys whose hashes are alike are found no more slowly. */
    private record Place(MapState map, String key) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byKey = key.compareTo(other.key);
            return byKey == 0 ? Long.compare(map.id, other.map.id) : byKey;
        }
    }

    /** A replacement that may still grow. */
    private static final class Entry {
        int start;
        int deleted;
        final StringBuilder inserted;

        Entry(int start, int deleted, String inserted) {
            this.start = start;
            this.deleted = deleted;
            this.inserted = new StringBuilder(inserted);
        }

        boolean grows(int at, int gone, String come) {
            if (at == start + inserted.length()) {
                deleted += gone;
                inserted.append(come);
                return true;
            }
            if (come.isEmpty() && inserted.isEmpty() && at + gone == start) {
                start = at;
                deleted += gone;
                return true;
            }
            return false;
        }
    }

    /** Takes the present for the moment before all, since more is to come once some is applied. */
    void begin(History history) {
        if (told) {
            start = history.clock();
        }
    }

    /**
     * Prepares for operations; must be asked before any of them is applied, and before any other is
     * unless this log was begun.
     */
    void prepare(State state, List<Operation> operations) {
        for (Operation operation : operations) {
            String key = operation.key();
            if (told
                    && key != null
                    && state.store.object(operation.object()) instanceof MapState map
                    && wasThere(map)) {
                prepare(state.history, map, key);
            }
        }
    }

    private boolean wasThere(MapState map) {
        return map.id == Ids.NONE || start.covers(map.id);
    }

    private void prepare(History history, MapState map, String key) {
        Place place = new Place(map, key);
        if (!stood.containsKey(place)) {
            Comparison.Shown standing = standing(map, key);
            stood.put(place, Optional.ofNullable(standing));
            if (standing != null && standing.object() != null && start == Clock.NOW) {
                start = history.clock();
            }
        }
    }

    /** What stands at a key now. */
    private static Comparison.@Nullable Shown standing(MapState map, String key) {
        Slot slot = map.slot(key);
        Op winner = slot == null ? null : slot.winner();
        return winner == null
                ? null
                : new Comparison.Shown(winner.shown(winner.added), winner.made);
    }

    /** What stood at a key that was there before. */
    private Comparison.@Nullable Shown stood(MapState map, String key) {
        Optional<Comparison.Shown> noted = stood.get(new Place(map, key));
        return noted == null ? standing(map, key) : noted.orElse(null);
    }

    @Override
    public void replaced(SequenceState sequence, int start, int deleted, String inserted) {
        if (!told) {
            return;
        }
        if (sequence != latest) {
            latest = sequence;
            latestEntries = entries.computeIfAbsent(sequence, s -> new ArrayList<>(1));
        }
        int count = latestEntries.size();
        if (count == 0 || !latestEntries.get(count - 1).grows(start, deleted, inserted)) {
            latestEntries.add(new Entry(start, deleted, inserted));
        }
    }

    /** The edits of the texts and maps that can be reached, once all operations are applied. */
    List<Edit> finish(Store store) {
        if (entries.isEmpty() && stood.isEmpty()) {
            return List.of();
        }
        Comparison.Shown root = Comparison.Shown.root(store);
        maps.put(store.root, Optional.of(new Comparison.Standing(Path.ROOT, root, root)));
        Comparison comparison =
                new Comparison(
                        store.actors,
                        new Comparison.Moment(Clock.NOW, EditLog::standing),
                        new Comparison.Moment(start, this::stood));
        tellMaps(comparison);
        List<Edit> edits = comparison.edits();
        entries.keySet().removeIf(comparison::covers);
        entries.forEach((sequence, made) -> tell(sequence, made, edits));
        return edits;
    }

    /**
     * Tells what stands at the noted keys: where it is another object, outermost first, with all
     * that is below; then the values that are not below one of those.
     */
    private void tellMaps(Comparison comparison) {
        Map<Place, Comparison.Standing> values = new LinkedHashMap<>();
        List<Map.Entry<Place, Comparison.Standing>> objects = new ArrayList<>();
        for (Place place : stood.keySet()) {
            reached(place.map())
                    .map(in -> step(in, place.map(), place.key()))
                    .ifPresent(found -> {
                        if (found.isOtherObject()) {
                            objects.add(Map.entry(place, found));
                        } else {
                            values.put(place, found);
                        }
                    });
        }
        objects.sort(Comparator.comparingInt(entry -> entry.getValue().path().depth()));
        for (Map.Entry<Place, Comparison.Standing> object : objects) {
            if (!comparison.covers(object.getKey().map())) {
                comparison.compare(object.getValue());
            }
        }
        values.forEach((place, value) -> {
            if (!comparison.covers(place.map())) {
                comparison.tell(value);
            }
        });
    }

    private void tell(SequenceState sequence, List<Entry> made, List<Edit> edits) {
        MapState parent = sequence.parent;
        if (parent == null || !sequence.isText || !stands(sequence, parent)) {
            return;
        }
        reached(parent)
                .ifPresent(in -> {
                    Path path = in.path().then(sequence.key);
                    for (Entry entry : made) {
                        edits.add(
                                new TextEdit(
                                        path,
                                        entry.start,
                                        entry.deleted,
                                        entry.inserted.toString()));
                    }
                });
    }

    /** Whether an object is what its key of its map shows. */
    private static boolean stands(ObjectState object, MapState parent) {
        Comparison.Shown shown = standing(parent, object.key);
        return shown != null && shown.object() == object;
    }

    private Comparison.Standing step(Comparison.Standing in, MapState map, String key) {
        Comparison.Shown was = in.objectBefore() instanceof MapState old ? stood(old, key) : null;
        return new Comparison.Standing(in.path().then(key), standing(map, key), was);
    }

    /** Where a map stands, if it can be reached; looks no map up twice. */
    private Optional<Comparison.Standing> reached(MapState map) {
        Deque<MapState> way = new ArrayDeque<>();
        MapState top = map;
        Optional<Comparison.Standing> found = maps.get(top);
        while (found == null) {
            way.push(top);
            MapState parent = top.parent;
            boolean stands = parent != null && stands(top, parent);
            found = stands ? maps.get(Objects.requireNonNull(parent)) : Optional.empty();
            top = stands && parent != null ? parent : top;
        }
        for (MapState inner : way) {
            MapState parent = inner.parent;
            found = parent == null ? found : found.map(in -> step(in, parent, inner.key));
            maps.put(inner, found);
        }
        return found;
    }
}
