package app.vaultnotes.desktop.editor;

import app.vaultnotes.document.Id;
import app.vaultnotes.ui.live.Widget;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The notes that a note embeds. What was found is kept while it is out of view, so that it comes
 * back as it was, at once. For the JavaFX thread.
 */
final class Embeds {

    /** So many notes are shown in each other, one inside of the next. */
    static final int DEEPEST = 3;

    /** Most notes that are shown in one that is itself embedded. */
    private static final int MOST_INSIDE = 8;

    private static final int MOST_KNOWN = 50;

    private final EmbedSource source;
    private final List<Part> around;
    private final Map<Key, Known> known;
    private final Set<Widget.Embed> inside = new HashSet<>();

    /** What became of an embed. */
    sealed interface Found permits Shown, NotShown {}

    /** It is shown. */
    record Shown(EmbeddedNote note) implements Found {}

    /** It is not shown. */
    enum NotShown implements Found {
        /** There is no such note, or no such part of it. */
        MISSING,
        /** It would be shown inside of itself. */
        AROUND,
        /** Enough is shown inside of each other. */
        TOO_MUCH
    }

    private record Part(Id note, String fragment) {}

    private record Key(Id from, Widget.Embed embed) {}

    private record Known(Optional<EmbeddedNote> note, boolean fresh) {}

    /** Keeps what was used last. */
    private static final class Kept extends LinkedHashMap<Key, Known> {
        private static final long serialVersionUID = 1;

        Kept() {
            super(MOST_KNOWN, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Known> eldest) {
            return size() > MOST_KNOWN;
        }
    }

    /** The embeds of a note that is open. */
    Embeds(EmbedSource source) {
        this(source, List.of(new Part(source.note(), "")), new Kept());
    }

    private Embeds(EmbedSource source, List<Part> around, Map<Key, Known> known) {
        this.source = source;
        this.around = around;
        this.known = known;
    }

    /** The embeds of a note that is embedded itself. */
    Embeds inside(EmbeddedNote note, String fragment) {
        List<Part> all = new ArrayList<>(around);
        all.add(new Part(note.note(), fragment));
        return new Embeds(note, List.copyOf(all), known);
    }

    /** Tells what becomes of an embed: at once what is known, and later what changed since. */
    void find(Widget.Embed embed, Consumer<Found> show) {
        if (isTooMuch(embed)) {
            show.accept(NotShown.TOO_MUCH);
            return;
        }
        Key key = new Key(source.note(), embed);
        Known there = known.get(key);
        if (there != null) {
            show.accept(found(there.note(), embed));
        }
        if (there == null || !there.fresh()) {
            source.embedded(
                    embed,
                    note -> {
                        known.put(key, new Known(note, true));
                        show.accept(found(note, embed));
                    });
        }
    }

    private boolean isTooMuch(Widget.Embed embed) {
        if (around.size() == 1) {
            return false;
        }
        inside.add(embed);
        return around.size() > DEEPEST || inside.size() > MOST_INSIDE;
    }

    private Found found(Optional<EmbeddedNote> note, Widget.Embed embed) {
        if (note.isEmpty()) {
            return NotShown.MISSING;
        }
        Part part = new Part(note.get().note(), embed.fragment());
        return around.contains(part) ? NotShown.AROUND : new Shown(note.get());
    }

    /**
     * Notes changed: what an area shows is looked for again, and all else when it is shown next.
     */
    void changed(Set<Id> notes, LiveArea area) {
        boolean others = notes.stream().anyMatch(id -> !id.equals(source.note()));
        known.replaceAll((key, each) -> {
            boolean stale = others || each.note().filter(n -> notes.contains(n.note())).isPresent();
            return stale ? new Known(each.note(), false) : each;
        });
        if (known.values().stream().anyMatch(each -> !each.fresh())) {
            NoteEmbed.findAll(area);
        }
    }
}
