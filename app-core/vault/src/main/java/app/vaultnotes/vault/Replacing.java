package app.vaultnotes.vault;

import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Looking for something in many notes and replacing it: all notes change together or none does, and
 * each can be taken back by itself.
 */
public final class Replacing {

    /** Most places of one replacement. */
    public static final int MAX_PLACES = 100_000;

    /** Most places that a preview shows; all are counted. */
    public static final int MAX_SHOWN = 2_000;

    /** Most notes that one replacement changes. */
    public static final int MAX_NOTES = 10_000;

    private static final int CONTEXT_CHARS = 40;

    private final Session session;
    private final Paths paths;
    private final Notes notes;

    Replacing(Session session, Paths paths, Notes notes) {
        this.session = session;
        this.paths = paths;
        this.notes = notes;
    }

    /**
     * A place that was found.
     *
     * @param start its first UTF-16 unit in the note's text
     * @param end where it ends
     * @param before what stands before it in its line, at most some words
     * @param found what stands there
     * @param with what would come in its place
     * @param after what stands after it in its line, at most some words
     */
    public record Place(
            int start, int end, String before, String found, String with, String after) {}

    /**
     * A note in which something was found.
     *
     * @param note which
     * @param path where it is
     * @param count in how many places
     * @param places the places, as many as the preview shows
     */
    public record FoundIn(Id note, String path, int count, List<Place> places) {}

    /**
     * What a replacement would do.
     *
     * @param places how many places
     * @param notes the notes in which there are such
     */
    public record Preview(int places, List<FoundIn> notes) {}

    /**
     * What a replacement did.
     *
     * @param places how many places
     * @param notes the notes that changed
     */
    public record Replaced(int places, List<Id> notes) {}

    /** All living notes. */
    public List<Id> everywhere() {
        return session.store.catalogue().notes(Catalogue.Page.ALL).stream()
                .map(row -> row.state().id())
                .toList();
    }

    /**
     * Shows what would be replaced. Changes nothing.
     *
     * @param in the notes to look in; those that are gone or in the trash are passed over
     * @throws VaultException with {@code INVALID} for an expression that is none, {@code REFUSED}
     *     for one that takes too long, {@code TOO_LARGE} above {@link #MAX_PLACES}
     */
    public Preview preview(Replacement wanted, Collection<Id> in, Progress progress) {
        Pattern pattern = wanted.pattern();
        List<FoundIn> found = new ArrayList<>();
        int[] places = new int[1];
        each(
                in,
                progress,
                (row, text) -> {
                    List<Place> shown = new ArrayList<>();
                    int before = places[0];
                    wanted.each(
                            pattern,
                            text,
                            row.state().title(),
                            match -> {
                                count(places);
                                if (places[0] <= MAX_SHOWN) {
                                    shown.add(place(text, match));
                                }
                                return true;
                            });
                    if (places[0] > before) {
                        int count = places[0] - before;
                        found.add(new FoundIn(row.state().id(), paths.of(row), count, shown));
                    }
                });
        return new Preview(places[0], found);
    }

    private static void count(int[] places) {
        if (++places[0] > MAX_PLACES) {
            throw new VaultException(
                    VaultException.Code.TOO_LARGE,
                    "There are more than " + MAX_PLACES + " places.",
                    "Look in fewer notes, or for something longer.");
        }
    }

    private static Place place(String text, Replacement.Found match) {
        int start = lineStart(text, match.start());
        int end = lineEnd(text, match.end());
        return new Place(
                match.start(),
                match.end(),
                text.substring(start, match.start()),
                text.substring(match.start(), match.end()),
                match.with(),
                text.substring(match.end(), end));
    }

    private static int lineStart(String text, int at) {
        int line = Math.max(text.lastIndexOf('\n', at - 1) + 1, at - CONTEXT_CHARS);
        return line > 0 && line < at && Character.isLowSurrogate(text.charAt(line))
                ? line + 1
                : line;
    }

    private static int lineEnd(String text, int at) {
        int end = text.indexOf('\n', at);
        int line = Math.min(end < 0 ? text.length() : end, at + CONTEXT_CHARS);
        return line > at && line < text.length() && Character.isLowSurrogate(text.charAt(line))
                ? line - 1
                : line;
    }

    /**
     * Replaces, as one command: when something fails or is stopped, no note is changed. Others can
     * use the vault while it looks; a note that changed meanwhile is looked through again.
     *
     * @param in the notes to replace in; like {@link #preview}
     * @throws VaultException like {@link #preview}, also with {@code TOO_LARGE} for a note that
     *     would become too long, and when more than {@link #MAX_NOTES} notes would change
     */
    public Replaced replace(Replacement wanted, Collection<Id> in, Progress progress) {
        return replace(wanted, in, progress, MAX_NOTES);
    }

    Replaced replace(Replacement wanted, Collection<Id> in, Progress progress, int mostNotes) {
        Pattern pattern = wanted.pattern();
        Map<Id, Searched> searched = new LinkedHashMap<>();
        int[] places = new int[1];
        each(
                in,
                progress,
                (row, text) -> {
                    List<TextEdit> own = edits(wanted, pattern, text, row, places);
                    if (!own.isEmpty()) {
                        requireFew(searched.size() + 1, mostNotes);
                        searched.put(row.state().id(), new Searched(LiveNote.sha256(text), own));
                    }
                });
        return session.locked(() -> {
            Map<Id, List<TextEdit>> edits = new LinkedHashMap<>();
            searched.forEach((id, then) -> {
                List<TextEdit> own = current(wanted, pattern, id, then, places);
                if (!own.isEmpty()) {
                    edits.put(id, own);
                }
            });
            write(edits);
            return new Replaced(places[0], List.copyOf(edits.keySet()));
        });
    }

    /** What to do in a note, and the hash of the text that it was found in. */
    private record Searched(String textHash, List<TextEdit> edits) {}

    private static void requireFew(int notes, int most) {
        if (notes > most) {
            throw new VaultException(
                    VaultException.Code.TOO_LARGE,
                    "More than " + most + " notes would change at once.",
                    "Look in fewer notes, or for something longer.");
        }
    }

    /** What to do in a note as it is now: what was found, or what is found in its newer text. */
    private List<TextEdit> current(
            Replacement wanted, Pattern pattern, Id id, Searched then, int[] places) {
        Optional<Catalogue.NoteRow> row = session.store.catalogue().note(id).filter(Paths::living);
        String text = row.isPresent() ? notes.text(id) : "";
        if (row.isPresent() && LiveNote.sha256(text).equals(then.textHash())) {
            return then.edits();
        }
        places[0] -= then.edits().size();
        return row.map(living -> edits(wanted, pattern, text, living, places)).orElse(List.of());
    }

    private static List<TextEdit> edits(
            Replacement wanted, Pattern pattern, String text, Catalogue.NoteRow row, int[] places) {
        List<TextEdit> edits = new ArrayList<>();
        int[] longer = new int[1];
        wanted.each(
                pattern,
                text,
                row.state().title(),
                match -> {
                    int length = match.end() - match.start();
                    if (text.startsWith(match.with(), match.start())
                            && match.with().length() == length) {
                        return true; // it is so already
                    }
                    count(places);
                    edits.add(
                            new TextEdit(
                                    NoteDocument.TEXT,
                                    match.start() + longer[0],
                                    length,
                                    match.with()));
                    longer[0] += match.with().length() - length;
                    if (text.length() + longer[0] > Notes.MAX_CHARS) {
                        throw new VaultException(
                                VaultException.Code.TOO_LARGE,
                                "“" + row.state().title() + "” would become too long.",
                                "A note can have " + Notes.MAX_CHARS + " characters.");
                    }
                    return true;
                });
        return edits;
    }

    private void write(Map<Id, List<TextEdit>> edits) {
        Batch batch = new Batch(session);
        edits.forEach((id, own) -> batch.noteInPassing(id, own, Batch.Step.COMMAND));
        batch.commit();
    }

    /** Looks at a note's text. */
    private interface Look {
        void at(Catalogue.NoteRow row, String text);
    }

    private void each(Collection<Id> in, Progress progress, Look look) {
        LinkedHashSet<Id> once = new LinkedHashSet<>(in);
        int done = 0;
        for (Id id : once) {
            Optional<Catalogue.NoteRow> row =
                    session.store.catalogue().note(id).filter(Paths::living);
            row.ifPresent(living -> look.at(living, notes.text(id)));
            progress.report("notes", ++done, once.size());
        }
    }
}
