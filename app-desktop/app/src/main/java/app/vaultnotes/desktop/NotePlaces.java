package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.NoteEditor;
import app.vaultnotes.desktop.editor.Scrolled;
import app.vaultnotes.document.Id;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where one was in notes that were open, and what was folded in them. */
final class NotePlaces {

    private static final int MOST_PLACES = 500;

    /** Most notes that are written down, and most folds of one. */
    private static final int MOST_WRITTEN = 40;

    private static final int MOST_CHARS = 15_000;

    private final Map<Id, Place> places =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Id, Place> eldest) {
                    return size() > MOST_PLACES;
                }
            };

    /**
     * A place in a note.
     *
     * @param scrolled what stands at the top; empty for a place that one goes to
     * @param folded where what is folded begins
     */
    private record Place(int caret, Optional<Scrolled> scrolled, List<Integer> folded) {

        String written(Id note) {
            String folds =
                    folded.stream()
                            .limit(MOST_WRITTEN)
                            .map(String::valueOf)
                            .collect(Collectors.joining(","));
            String top = scrolled.map(to -> ":" + to.place() + ":" + to.above()).orElse("");
            return note + " " + caret + top + " " + (folds.isEmpty() ? "-" : folds);
        }

        static Optional<Place> read(String place, String folds) {
            try {
                String[] numbers = place.split(":", -1);
                List<Integer> all = new ArrayList<>();
                for (String each : folds.equals("-") ? new String[0] : folds.split(",", -1)) {
                    all.add(Integer.parseUnsignedInt(each));
                }
                int caret = Integer.parseUnsignedInt(numbers[0]);
                return Optional.of(new Place(caret, scrolled(numbers), all));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }

        private static Optional<Scrolled> scrolled(String[] numbers) {
            return numbers.length == 3
                    ? Optional.of(
                            new Scrolled(
                                    Integer.parseUnsignedInt(numbers[1]),
                                    Integer.parseUnsignedInt(numbers[2])))
                    : Optional.empty();
        }
    }

    /** Remembers where an editor is. */
    void remember(Id note, NoteEditor editor) {
        put(note, new Place(editor.caret(), Optional.of(editor.scrolled()), editor.folded()));
    }

    /** Remembers a place that one is to go to. */
    void remember(Id note, int caret) {
        Place there = places.get(note);
        List<Integer> folded = there == null ? List.of() : there.folded();
        put(note, new Place(caret, Optional.empty(), folded));
    }

    private void put(Id note, Place place) {
        places.remove(note);
        places.put(note, place);
    }

    /** Brings an editor to where one was. */
    void restore(Id note, NoteEditor editor) {
        Place place = places.get(note);
        if (place != null) {
            if (!place.folded().isEmpty()) {
                editor.fold(place.folded());
            }
            place.scrolled()
                    .ifPresentOrElse(
                            to -> editor.place(place.caret(), to),
                            () -> editor.goTo(place.caret()));
        }
    }

    /** The notes that were open last, the newest last, in one line that can be kept. */
    String written() {
        List<String> all =
                places.entrySet().stream().map(e -> e.getValue().written(e.getKey())).toList();
        List<String> last = all.subList(Math.max(0, all.size() - MOST_WRITTEN), all.size());
        while (last.stream().mapToInt(s -> s.length() + 1).sum() > MOST_CHARS) {
            last = last.subList(1, last.size());
        }
        return String.join(" ", last);
    }

    /** Takes in what was written so; nothing of anything else. */
    void read(String written) {
        List<String> words = Arrays.asList(written.split(" ", -1));
        for (int i = 0; i + 2 < words.size() && i < 3 * MOST_WRITTEN; i += 3) {
            Optional<Place> place = Place.read(words.get(i + 1), words.get(i + 2));
            Id.parse(words.get(i)).ifPresent(id -> place.ifPresent(p -> put(id, p)));
        }
    }
}
