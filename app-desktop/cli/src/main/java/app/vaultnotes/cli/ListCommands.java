package app.vaultnotes.cli;

import app.vaultnotes.document.Id;
import app.vaultnotes.document.Names;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Item;
import app.vaultnotes.vault.Links;
import app.vaultnotes.vault.Paths;
import app.vaultnotes.vault.Trash;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that list. */
final class ListCommands {

    private ListCommands() {}

    /** {@code ls}. */
    @Command(description = "List folders, notes and attachments.")
    static final class Ls extends VaultCommand {
        @Parameters(
                arity = "0..1",
                paramLabel = "FOLDER",
                description = "The folder; the whole vault's top unless given.")
        private String folder = "";

        @Option(
                names = {"-r", "--recursive"},
                description = "Also what is in the folders inside.")
        private boolean recursive;

        @Option(
                names = "--trash",
                description =
                        "What is in the trash; with --recursive also what went with a folder.")
        private boolean trash;

        @Option(names = "--recent", description = "The notes last edited.")
        private boolean recent;

        @Option(names = "--bookmarks", description = "What is bookmarked.")
        private boolean bookmarks;

        @Option(names = "--unlinked", description = "The attachments that no note mentions.")
        private boolean unlinked;

        @Option(names = "--sort", paramLabel = "ORDER", description = "name, updated or created.")
        private Catalogue.Sort sort = Catalogue.Sort.NAME;

        @Option(names = "--limit", paramLabel = "N", description = "At most so many notes.")
        private int limit = Integer.MAX_VALUE;

        private final List<Map<String, Object>> entries = new ArrayList<>();

        Ls(Context context) {
            super(context);
        }

        @Override
        int run(OpenVault open) {
            if (limit < 0) {
                throw new WrongUsage("--limit counts from 0 up.", "");
            }
            if (trash) {
                trashed(open);
            } else if (recent) {
                notes(
                        open,
                        vault(open)
                                .catalogue()
                                .notes(
                                        new Catalogue.Page(
                                                Catalogue.Sort.UPDATED, 0, Math.min(limit, 50))));
            } else if (bookmarks) {
                vault(open).bookmarks().all().forEach(item -> item(open, item));
            } else if (unlinked) {
                files(open, vault(open).attachments().unlinked());
            } else {
                folder(open, vault(open).paths().folder(folder));
            }
            if (json()) {
                print(Map.of("entries", entries));
            }
            return 0;
        }

        private void item(OpenVault open, Item item) {
            if (item instanceof Item.Note note) {
                notes(open, List.of(note.row()));
            } else if (item instanceof Item.File file) {
                files(open, List.of(file.row()));
            } else {
                shelf(open, item.id());
            }
        }

        private void shelf(OpenVault open, Id folder) {
            String path = vault(open).paths().of(folder);
            add("folder", folder, path, path.substring(path.lastIndexOf('/') + 1), "");
        }

        private void folder(OpenVault open, Id id) {
            List<Id> inner = vault(open).paths().foldersIn(id);
            for (Id child : inner) {
                shelf(open, child);
                if (recursive) {
                    folder(open, child);
                }
            }
            notes(open, vault(open).catalogue().notesIn(id, new Catalogue.Page(sort, 0, limit)));
            files(open, vault(open).catalogue().filesIn(id, Catalogue.Page.ALL));
        }

        private void notes(OpenVault open, List<Catalogue.NoteRow> rows) {
            for (Catalogue.NoteRow row : rows) {
                add(
                        "note",
                        row.state().id(),
                        vault(open).paths().of(row),
                        row.state().title(),
                        time(row.state().updatedMillis()));
            }
        }

        private void files(OpenVault open, List<Catalogue.FileRow> rows) {
            for (Catalogue.FileRow row : rows) {
                add(
                        "attachment",
                        row.state().id(),
                        vault(open).paths().of(row),
                        row.state().name(),
                        time(row.state().modifiedMillis()));
            }
        }

        private void trashed(OpenVault open) {
            Paths paths = vault(open).paths();
            String around = paths.findFolder(folder).map(paths::of).orElse(folder);
            for (Trash.Staying staying : vault(open).trash().staying()) {
                Trash.Entry entry = staying.entry();
                if (isInside(entry.path(), around) && (recursive || entry.itself())) {
                    String title = entry.path().substring(entry.path().lastIndexOf('/') + 1);
                    add(
                            entry.kind(),
                            entry.id(),
                            entry.path(),
                            title,
                            time(entry.mark().atMillis()),
                            Map.of("daysLeft", staying.daysLeft()));
                }
            }
        }

        /** Whether a path is that of a folder, which may be gone, or leads through it. */
        private static boolean isInside(String path, String folder) {
            String around = Names.key(folder.replaceAll("^/+|/+$", ""));
            String key = Names.key(path);
            return around.isEmpty() || key.equals(around) || key.startsWith(around + "/");
        }

        private void add(String kind, Id id, String path, String title, String updated) {
            add(kind, id, path, title, updated, Map.of());
        }

        private void add(
                String kind,
                Id id,
                String path,
                String title,
                String updated,
                Map<String, ?> more) {
            Map<String, Object> shape = new LinkedHashMap<>();
            shape.put("kind", kind);
            shape.put("id", id);
            shape.put("path", path);
            shape.put("title", title);
            shape.put("updated", updated);
            shape.putAll(more);
            if (json()) {
                entries.add(shape);
            } else {
                say(
                        kind.equals("folder")
                                ? terminal().bold(path + "/")
                                : kind.equals("note") ? path : terminal().faint(path));
            }
        }
    }

    /** {@code links}. */
    @Command(
            description = "Show what a note links to, what links to it, and where it is mentioned.")
    static final class LinksOf extends VaultCommand {
        @Parameters(paramLabel = "NOTE", description = "The note, or an attachment.")
        private String note = "";

        LinksOf(Context context) {
            super(context);
        }

        @Override
        int run(OpenVault open) {
            Item item =
                    vault(open)
                            .paths()
                            .findNote(note)
                            .<Item>map(found -> found)
                            .orElseGet(() -> vault(open).paths().item(note));
            Links links = vault(open).links();
            List<Links.Outgoing> outgoing =
                    item instanceof Item.Note found ? links.outgoing(found) : List.of();
            List<String> mentions =
                    item instanceof Item.Note found ? links.mentions(found) : List.of();
            List<Links.Backlink> backlinks = links.backlinks(item);
            if (json()) {
                print(
                        Json.shape(
                                "outgoing", outgoing.stream().map(LinksOf::shape).toList(),
                                "backlinks",
                                        backlinks.stream()
                                                .map(b ->
                                                        Json.shape(
                                                                "path", b.path(), "count",
                                                                b.count()))
                                                .toList(),
                                "mentions",
                                        mentions.stream()
                                                .map(path -> Map.of("path", path))
                                                .toList()));
                return 0;
            }
            outgoing.forEach(link ->
                    say(
                            "→ "
                                    + link.path()
                                            .orElse(
                                                    terminal()
                                                            .faint(
                                                                    link.target()
                                                                            + " (nothing there)"))));
            backlinks.forEach(link ->
                    say("← " + link.path() + (link.count() > 1 ? " (" + link.count() + ")" : "")));
            mentions.forEach(path -> say(terminal().faint("· " + path)));
            return 0;
        }

        private static Map<String, Object> shape(Links.Outgoing link) {
            Map<String, Object> shape = new LinkedHashMap<>();
            shape.put("target", link.target());
            shape.put("path", link.path());
            shape.put("resolved", link.path().isPresent());
            return shape;
        }
    }

    /** {@code tags}. */
    @Command(description = "List the tags and how many notes carry each.")
    static final class Tags extends VaultCommand {
        Tags(Context context) {
            super(context);
        }

        @Override
        int run(OpenVault open) {
            List<Map<String, Object>> shapes = new ArrayList<>();
            vault(open)
                    .tags()
                    .forEach((tag, notes) -> {
                        shapes.add(Json.shape("tag", tag, "notes", notes));
                        if (!json()) {
                            say("#" + tag + "  " + terminal().faint(Integer.toString(notes)));
                        }
                    });
            if (json()) {
                print(Map.of("tags", shapes));
            }
            return 0;
        }
    }
}
