package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.Operation;
import app.vaultnotes.crdt.Path;
import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.crdt.TextEdit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes down how the texts of a document change while changes from elsewhere are taken in. Where
 * another object comes to stand at a key, texts below come and go: only there texts are compared.
 */
@SuppressWarnings("ReferenceEquality") // objects are themselves and nothing else
final class EditLog implements Edits {

    /** The replacements in each sequence. */
    private final Map<SequenceState, List<Entry>> entries = new LinkedHashMap<>();

    /** The sequence edited last, and its replacements. */
    private @Nullable SequenceState latest;

    private List<Entry> latestEntries = List.of();

    /** What stood at the keys where another object may come to stand. */
    private final Map<Place, Optional<ObjectState>> stood = new LinkedHashMap<>();

    /** The moment before all, once a key is noted at which something stood. */
    private Clock start = Clock.NOW;

    /** Where the maps stand that were asked for; nothing for what cannot be reached. */
    private final Map<MapState, Optional<TextWalk.Standing>> maps = new HashMap<>();

    private final boolean told;

    /**
     * A log of nothing yet.
     *
     * @param told whether somebody wants to know; otherwise it stays a log of nothing
     */
    EditLog(boolean told) {
        this.told = told;
    }

    private record Place(MapState map, String key) {}

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

    /** Prepares for operations; must be asked before any of them is applied. */
    void prepare(State state, List<Operation> operations) {
        for (Operation operation : operations) {
            String key = operation.key();
            if (told
                    && key != null
                    && state.store.object(operation.object()) instanceof MapState map) {
                prepare(state.history, map, key, operation);
            }
        }
    }

    private void prepare(History history, MapState map, String key, Operation operation) {
        Slot slot = map.slot(key);
        boolean moves = slot != null && slot.hasObjects();
        if (!moves && !ObjectState.isMadeBy(operation.action())) {
            return;
        }
        ObjectState standing = standing(map, key);
        stood.putIfAbsent(new Place(map, key), Optional.ofNullable(standing));
        if (standing != null && start == Clock.NOW) {
            start = history.clock();
        }
    }

    /** What stands at a key now. */
    private static @Nullable ObjectState standing(MapState map, String key) {
        Slot slot = map.slot(key);
        Op winner = slot == null ? null : slot.winner();
        return winner == null ? null : winner.made;
    }

    /** What stood at a key that was there before. */
    private @Nullable ObjectState stood(MapState map, String key) {
        Optional<ObjectState> noted = stood.get(new Place(map, key));
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

    /** The edits of the texts that can be reached, once all operations are applied. */
    List<TextEdit> finish(Store store) {
        if (entries.isEmpty() && stood.isEmpty()) {
            return List.of();
        }
        maps.put(store.root, Optional.of(new TextWalk.Standing(Path.ROOT, store.root, store.root)));
        List<TextEdit> edits = new ArrayList<>();
        TextWalk walk = new TextWalk(EditLog::standing, this::stood);
        stood.forEach((place, old) -> {
            if (standing(place.map(), place.key()) != old.orElse(null)) {
                reached(place.map(), place.key())
                        .ifPresent(from -> walk.walk(from, text -> compare(store, text, edits)));
            }
        });
        entries.forEach((sequence, made) -> tell(sequence, made, edits));
        return edits;
    }

    /** Tells how a text came to be that of what stood in its place. */
    private void compare(Store store, TextWalk.Standing text, List<TextEdit> edits) {
        SequenceState sequence = (SequenceState) text.object();
        entries.remove(sequence);
        String before =
                text.before() instanceof SequenceState old && old.isText
                        ? new SequenceReader(store.actors, old, start).text()
                        : "";
        String now = new SequenceReader(store.actors, sequence, Clock.NOW).text();
        edits.addAll(TextDiff.edits(text.path(), before, now));
    }

    private void tell(SequenceState sequence, List<Entry> made, List<TextEdit> edits) {
        MapState parent = sequence.parent;
        if (parent == null || !sequence.isText || standing(parent, sequence.key) != sequence) {
            return;
        }
        reached(parent, sequence.key)
                .ifPresent(text -> {
                    for (Entry entry : made) {
                        String inserted = entry.inserted.toString();
                        edits.add(new TextEdit(text.path(), entry.start, entry.deleted, inserted));
                    }
                });
    }

    /** What stands at a key of a map; empty when nothing does or the map cannot be reached. */
    private Optional<TextWalk.Standing> reached(MapState map, String key) {
        ObjectState object = standing(map, key);
        return object == null ? Optional.empty() : reached(map).map(in -> step(in, object, key));
    }

    private TextWalk.Standing step(TextWalk.Standing in, ObjectState object, String key) {
        ObjectState old = in.before() instanceof MapState map ? stood(map, key) : null;
        return new TextWalk.Standing(in.path().then(key), object, old);
    }

    /** Where a map stands; looks no map up twice. */
    private Optional<TextWalk.Standing> reached(MapState map) {
        Deque<MapState> way = new ArrayDeque<>();
        MapState top = map;
        Optional<TextWalk.Standing> found = maps.get(top);
        while (found == null) {
            way.push(top);
            MapState parent = top.parent;
            boolean stands = parent != null && standing(parent, top.key) == top;
            found = stands ? maps.get(Objects.requireNonNull(parent)) : Optional.empty();
            top = stands && parent != null ? parent : top;
        }
        for (MapState inner : way) {
            found = found.map(in -> step(in, inner, inner.key));
            maps.put(inner, found);
        }
        return found;
    }
}
