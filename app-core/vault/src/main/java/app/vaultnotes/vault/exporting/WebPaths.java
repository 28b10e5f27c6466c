package app.vaultnotes.vault.exporting;

import app.vaultnotes.document.Id;
import app.vaultnotes.document.Names;
import app.vaultnotes.document.markdown.HtmlRendering;
import app.vaultnotes.document.markdown.Link;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Item;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.importing.ShortName;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
 * Where each note, file and folder goes in an export as pages. It is settled before the first page
 * is written, so that links lead to where things really are.
 */
final class WebPaths implements NoteForm.Places {

    private final Vault vault;
    private final String extension;
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
     * Settles where what is in a folder goes.
     *
     * @param root the folder that becomes the export; none when no pages are written
     * @param extension of the pages, with its dot
     */
    WebPaths(Vault vault, Optional<Id> root, String extension) {
        this.vault = vault;
        this.extension = extension;
        Deque<Id> pending = new ArrayDeque<>(root.stream().toList());
        while (!pending.isEmpty()) {
            Id folder = pending.pop();
            place(path(folder).orElse(List.of()), wanted(folder));
            vault.paths().foldersIn(folder).stream()
                    .filter(places::containsKey)
                    .forEach(pending::push);
        }
    }

    /** What a note's page would be called. */
    String fileName(String path) {
        return last(path) + extension;
    }

    @Override
    public Optional<Item> item(Catalogue.NoteRow from, Link link) {
        return vault.links().resolve(link.path(), from.state().shelf(), link.standard());
    }

    @Override
    public Optional<String> address(Catalogue.NoteRow from, Item item) {
        int folders = path(from.state().id()).map(List::size).orElse(1) - 1;
        return path(item.id()).map(path -> "../".repeat(folders) + encoded(path));
    }

    private static String encoded(List<String> path) {
        return String.join(
                "/",
                path.stream()
                        .map(name ->
                                URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
                        .toList());
    }

    /** All notes in a folder and those in it, as nested lists of links. */
    String list(Id folder) {
        StringBuilder list = new StringBuilder("<ul>\n");
        list(folder, list);
        return list.append("</ul>\n").toString();
    }

    private void list(Id folder, StringBuilder list) {
        for (Catalogue.NoteRow row : vault.catalogue().notesIn(folder, Catalogue.Page.ALL)) {
            String title = HtmlRendering.escaped(row.state().title());
            path(row.state().id())
                    .ifPresent(path ->
                            list.append("<li><a href=\"")
                                    .append(encoded(path))
                                    .append("\">")
                                    .append(title)
                                    .append("</a></li>\n"));
        }
        for (Id inner : vault.paths().foldersIn(folder)) {
            list.append("<li>")
                    .append(HtmlRendering.escaped(last(vault.paths().of(inner))))
                    .append("<ul>\n");
            list(inner, list);
            list.append("</ul></li>\n");
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
            wanted.put(row.state().id(), fileName(vault.paths().of(row)));
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
