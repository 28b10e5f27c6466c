package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.Replacement;
import app.vaultnotes.vault.Replacing;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.search.SearchHit;
import app.vaultnotes.vault.search.SearchOrder;
import app.vaultnotes.vault.search.SearchRequest;
import app.vaultnotes.vault.search.SearchResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.application.Platform;

/**
 * Looks for what is to be replaced, some notes at a time, so that what is typed meanwhile can be
 * saved in between. For the JavaFX thread.
 */
final class ReplaceSearch {

    private static final int SLICE_NOTES = 100;

    private final VaultLane lane;
    private final Events events;
    private final AtomicInteger asked = new AtomicInteger();

    /** What it tells. */
    interface Events {
        /** So much was found until now; {@code done} of {@code all} notes were looked at. */
        void found(Found found, int done, int all);

        /** It cannot be looked for. */
        void failed(Throwable failure);
    }

    /**
     * What was found.
     *
     * @param places how many places
     * @param notes where; places are listed up to a limit
     */
    record Found(int places, List<Replacing.FoundIn> notes) {}

    /**
     * What was replaced, with all that is needed to take it back.
     *
     * @param places how many
     * @param notes the notes, and when they were last changed: by this
     */
    record Done(int places, Map<Id, Long> notes) {}

    /**
     * What was taken back.
     *
     * @param notes in how many notes
     * @param left how many were changed since and are left as they are
     */
    record TakenBack(int notes, int left) {}

    ReplaceSearch(VaultLane lane, Events events) {
        this.lane = lane;
        this.events = events;
    }

    /** What is looked for is not wanted any more. */
    void stop() {
        asked.incrementAndGet();
    }

    /** Looks in the notes that a query finds, in all when it is empty. */
    void look(Replacement wanted, String query) {
        int number = asked.incrementAndGet();
        CompletableFuture<List<Id>> _ =
                lane.ask(vault -> scope(vault, query))
                        .whenComplete((ids, failure) ->
                                Platform.runLater(() -> {
                                    if (failure != null) {
                                        failed(number, failure);
                                    } else {
                                        new Run(wanted, ids, number).next(0);
                                    }
                                }));
    }

    private void failed(int number, Throwable failure) {
        if (number == asked.get()) {
            asked.incrementAndGet();
            events.failed(failure);
        }
    }

    private static List<Id> scope(Vault vault, String query) {
        if (query.isBlank()) {
            return vault.replacing().everywhere();
        }
        List<Id> all = new ArrayList<>();
        int limit = SearchRequest.MAX_LIMIT;
        SearchResult page;
        do {
            page = vault.search(query, SearchOrder.TITLE, limit, all.size(), false);
            if (page.corrected().isEmpty()) {
                page.hits().stream().map(SearchHit::note).forEach(all::add);
            }
        } while (page.hits().size() == limit && page.corrected().isEmpty());
        return all;
    }

    /** One look through the notes. */
    private final class Run {
        private final Replacement wanted;
        private final List<Id> ids;
        private final int number;
        private final List<Replacing.FoundIn> notes = new ArrayList<>();
        private int places;

        Run(Replacement wanted, List<Id> ids, int number) {
            this.wanted = wanted;
            this.ids = ids;
            this.number = number;
        }

        void next(int from) {
            if (number != asked.get()) {
                return;
            }
            int to = Math.min(ids.size(), from + SLICE_NOTES);
            events.found(new Found(places, List.copyOf(notes)), from, ids.size());
            if (from == ids.size()) {
                return;
            }
            CompletableFuture<Replacing.Preview> _ =
                    lane.ask(vault ->
                                    vault.replacing()
                                            .preview(wanted, ids.subList(from, to), Progress.NONE))
                            .whenComplete((preview, failure) ->
                                    Platform.runLater(() -> {
                                        if (failure != null) {
                                            failed(number, failure);
                                        } else {
                                            add(preview);
                                            next(to);
                                        }
                                    }));
        }

        private void add(Replacing.Preview preview) {
            boolean room = places < Replacing.MAX_SHOWN;
            preview.notes()
                    .forEach(note ->
                            notes.add(
                                    room
                                            ? note
                                            : new Replacing.FoundIn(
                                                    note.note(),
                                                    note.path(),
                                                    note.count(),
                                                    List.of())));
            places += preview.places();
        }
    }

    /** Replaces in some notes, all of them or none. For the vault's thread. */
    static Done replace(Vault vault, Replacement wanted, List<Id> notes) {
        Replacing.Replaced replaced = vault.replacing().replace(wanted, notes, Progress.NONE);
        vault.catchUp();
        Map<Id, Long> changed = new LinkedHashMap<>();
        for (Id note : replaced.notes()) {
            changed.put(note, changedMillis(vault, note));
        }
        return new Done(replaced.places(), changed);
    }

    private static long changedMillis(Vault vault, Id note) {
        return vault.catalogue()
                .note(note)
                .map(Catalogue.NoteRow::state)
                .filter(state -> state.trashed().isEmpty())
                .map(state -> state.updatedMillis())
                .orElse(-1L);
    }

    /**
     * Takes a replacement back in every note that nobody changed since: in others that would take
     * back what was done last. For the vault's thread.
     */
    static TakenBack takeBack(Vault vault, Done done) {
        vault.catchUp();
        int notes = 0;
        for (Map.Entry<Id, Long> note : done.notes().entrySet()) {
            if (changedMillis(vault, note.getKey()) == note.getValue()) {
                vault.undo().undo(note.getKey().toString());
                notes++;
            }
        }
        return new TakenBack(notes, done.notes().size() - notes);
    }
}
