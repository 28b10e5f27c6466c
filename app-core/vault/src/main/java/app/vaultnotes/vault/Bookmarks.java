package app.vaultnotes.vault;

import app.vaultnotes.document.Id;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Notes, files and folders that people want at hand. They travel with the vault. */
public final class Bookmarks {

    /** Most bookmarked files and folders; they stand in the tree, which is always in memory. */
    public static final int MAX_PLACES = 1_000;

    private static final String SETTING = "bookmark:";

    private final Session session;
    private final Paths paths;
    private final Notes notes;

    Bookmarks(Session session, Paths paths, Notes notes) {
        this.session = session;
        this.paths = paths;
        this.notes = notes;
    }

    /** All living things that are bookmarked: folders by path, then notes and files by name. */
    public List<Item> all() {
        return session.locked(() -> {
            List<Item> all = new ArrayList<>();
            List<Id> places = places();
            places.stream()
                    .filter(session.folders()::isLiving)
                    .map(Item.Folder::new)
                    .sorted(java.util.Comparator.comparing(paths::of))
                    .forEach(all::add);
            session.store.catalogue().bookmarked().stream().map(Item.Note::new).forEach(all::add);
            places.stream()
                    .flatMap(id -> session.store.catalogue().file(id).stream())
                    .filter(Paths::living)
                    .map(Item.File::new)
                    .sorted(java.util.Comparator.comparing(file -> file.row().state().nameKey()))
                    .forEach(all::add);
            return all;
        });
    }

    private List<Id> places() {
        return session.tree().settings().keySet().stream()
                .filter(name -> name.startsWith(SETTING))
                .flatMap(name -> Id.parse(name.substring(SETTING.length())).stream())
                .toList();
    }

    /** Takes away the bookmarks of what is purged, as part of a batch. */
    static void drop(Batch batch, Collection<Id> purged, Set<String> settings) {
        purged.stream()
                .map(id -> SETTING + id)
                .filter(settings::contains)
                .forEach(name -> batch.setting(name, ""));
    }

    /** Whether something is bookmarked. */
    public boolean has(Item item) {
        return item instanceof Item.Note note
                ? note.row().state().bookmarked()
                : session.locked(() -> places().contains(item.id()));
    }

    /**
     * Bookmarks what a path means, a note before a folder of the same name, or takes the bookmark
     * away.
     */
    public Edited mark(String path, boolean marked) {
        return session.locked(() -> {
            Optional<Item.Note> note = path.endsWith("/") ? Optional.empty() : paths.findNote(path);
            if (note.isPresent()) {
                return notes.bookmark(note.get().id().toString(), marked);
            }
            Item item = paths.item(path);
            if (marked && places().size() >= MAX_PLACES) {
                throw Paths.invalid(
                        "There can be " + MAX_PLACES + " bookmarks of files and folders.");
            }
            Batch batch = new Batch(session);
            batch.setting(SETTING + item.id(), marked ? "yes" : "");
            if (!batch.isEmpty()) {
                batch.commit();
            }
            return new Edited(
                    item.id(), paths.of(item), Edited.newest(session, session.store.vaultId()));
        });
    }
}
