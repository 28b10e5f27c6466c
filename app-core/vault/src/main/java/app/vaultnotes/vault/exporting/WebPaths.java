package app.vaultnotes.vault.exporting;

import app.vaultnotes.document.Id;
import app.vaultnotes.document.Names;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.importing.ShortName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where each note, file and folder goes in an export as web pages. It is settled before the first
 * page is written, so that links lead to where things really are.
 */
final class WebPaths {

    private final Vault vault;
    private final Map<Id, Place> places = new HashMap<>();

    /** A name in a folder of the export. */
    private record Place(List<String> folder, String name) {
        List<String> path() {
            List<String> path = new ArrayList<>(folder);
            path.add(name);
            return path;
        }
    }

    /**
     * Settles where what is in some folders goes.
     *
     * @param roots the vault's root, or nothing when no web pages are written
     */
    WebPaths(Vault vault, List<Id> roots) {
        this.vault = vault;
        Deque<Id> pending = new ArrayDeque<>(roots);
        while (!pending.isEmpty()) {
            Id folder = pending.pop();
            place(folder.isRoot() ? List.of() : path(folder).orElseThrow(), wanted(folder));
            vault.paths().foldersIn(folder).stream()
                    .filter(places::containsKey)
                    .forEach(pending::push);
        }
    }

    /** The path of what was there when the export began. */
    Optional<List<String>> path(Id item) {
        return Optional.ofNullable(places.get(item)).map(Place::path);
    }

    /** The name of what was there when the export began. */
    Optional<String> name(Id item) {
        return Optional.ofNullable(places.get(item)).map(Place::name);
    }

    /** What things in a folder would be called: notes come first, folders last. */
    private Map<Id, String> wanted(Id folder) {
        Map<Id, String> wanted = new LinkedHashMap<>();
        for (Catalogue.NoteRow row : vault.catalogue().notesIn(folder, Catalogue.Page.ALL)) {
            wanted.put(row.state().id(), HtmlPages.fileName(vault.paths().of(row)));
        }
        for (Catalogue.FileRow row : vault.catalogue().filesIn(folder, Catalogue.Page.ALL)) {
            wanted.put(row.state().id(), last(vault.paths().of(row)));
        }
        for (Id inner : vault.paths().foldersIn(folder)) {
            wanted.put(inner, last(vault.paths().of(inner)));
        }
        return wanted;
    }

    static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Names that can stay do; others are cut or numbered around those. */
    private void place(List<String> folder, Map<Id, String> wanted) {
        Set<String> taken = new HashSet<>();
        wanted.forEach((id, name) -> {
            if (ShortName.of(name).equals(name) && taken.add(Names.key(name))) {
                places.put(id, new Place(folder, name));
            }
        });
        wanted.forEach(
                (id, name) -> places.computeIfAbsent(id, missing -> free(folder, name, taken)));
    }

    private static Place free(List<String> folder, String wanted, Set<String> taken) {
        String name = ShortName.of(wanted);
        for (int number = 2; !taken.add(Names.key(name)); number++) {
            name = ShortName.numbered(wanted, number);
        }
        return new Place(folder, name);
    }
}
