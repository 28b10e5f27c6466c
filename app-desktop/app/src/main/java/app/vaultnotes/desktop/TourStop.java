package app.vaultnotes.desktop;

import app.vaultnotes.desktop.TourNotes.Kind;
import app.vaultnotes.desktop.editor.NoteEditor;
import app.vaultnotes.vault.exporting.Export;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.geometry.Orientation;

/**
 * A screen of a window on a vault that a tour shows.
 *
 * @param name what it shows, as part of a file's name
 * @param needs the note without which it is left out
 * @param show brings a window that was cleared to it
 */
record TourStop(String name, Optional<Kind> needs, BiConsumer<TourWindow, Scenery> show) {

    /**
     * What there is besides the window.
     *
     * @param notes those that are shown
     * @param work a folder for what comes in and goes out
     */
    record Scenery(TourNotes notes, Path work) {

        private String note(Kind kind) {
            return notes.of(kind).orElseThrow();
        }
    }

    /** The screens in the order in which they are shown; what changes the vault comes last. */
    static final List<TourStop> ALL =
            List.of(
                    new TourStop("main-window", Optional.of(Kind.MAIN), TourStop::main),
                    new TourStop("marks-at-the-caret", Optional.of(Kind.MAIN), TourStop::marks),
                    mode("source", NoteEditor.Mode.SOURCE),
                    mode("reading", NoteEditor.Mode.READING),
                    new TourStop("split-panes", Optional.of(Kind.MAIN), TourStop::split),
                    note("tables", Kind.TABLE),
                    note("formulas-and-code", Kind.FORMULA),
                    note("picture", Kind.PICTURE),
                    note("long-name", Kind.LONG_NAME),
                    note("right-to-left", Kind.RIGHT_TO_LEFT),
                    note("east-asian", Kind.EAST_ASIAN),
                    new TourStop("many-tabs", Optional.of(Kind.MAIN), TourStop::tabs),
                    new TourStop("quick-switcher", Optional.of(Kind.MAIN), TourStop::switcher),
                    command("command-palette", "commands"),
                    new TourStop("search", Optional.of(Kind.MAIN), TourStop::search),
                    new TourStop("find-and-replace", Optional.of(Kind.MAIN), TourStop::find),
                    command("tags", "tags"),
                    command("bookmarks", "bookmarks"),
                    note("outline-and-backlinks", Kind.LINKED),
                    new TourStop("properties", Optional.of(Kind.MAIN), TourStop::properties),
                    new TourStop("history", Optional.of(Kind.MAIN), TourStop::history),
                    new TourStop("merged", Optional.empty(), TourStop::merged),
                    new TourStop("trash", Optional.empty(), (w, s) -> w.run("trashed")),
                    settings("appearance"),
                    settings("writing"),
                    settings("language"),
                    settings("keyboard"),
                    settings("vault"),
                    settings("sharing"),
                    command("not-shared", "sync"),
                    command("sign-in", "signin"),
                    command("join", "join"),
                    command("shortcuts", "shortcuts"),
                    command("about", "about"),
                    command("export", "export"),
                    new TourStop("export-report", Optional.empty(), TourStop::exported),
                    command("import", "import"),
                    new TourStop("import-report", Optional.empty(), TourStop::imported),
                    new TourStop("failure", Optional.of(Kind.MAIN), TourStop::failed));

    private static TourStop note(String name, Kind kind) {
        return new TourStop(
                name, Optional.of(kind), (window, scenery) -> window.open(scenery.note(kind)));
    }

    private static TourStop mode(String name, NoteEditor.Mode mode) {
        return new TourStop(
                name,
                Optional.of(Kind.MAIN),
                (window, scenery) -> {
                    window.open(scenery.note(Kind.MAIN));
                    window.use(w -> w.current().orElseThrow().toggle(mode));
                });
    }

    private static TourStop command(String name, String command) {
        return new TourStop(
                name,
                Optional.of(Kind.MAIN),
                (window, scenery) -> {
                    window.open(scenery.note(Kind.MAIN));
                    window.run(command);
                });
    }

    private static TourStop settings(String group) {
        return new TourStop(
                "settings-" + group,
                Optional.empty(),
                (window, scenery) -> {
                    window.run("settings");
                    SettingsPanel panel = window.over(SettingsPanel.class, ".vn-settings");
                    window.settle();
                    window.use(w -> panel.showGroup(group));
                });
    }

    private static void main(TourWindow window, Scenery scenery) {
        scenery.notes().of(Kind.FORMULA).ifPresent(window::open);
        scenery.notes().of(Kind.LINKED).ifPresent(window::open);
        window.open(scenery.note(Kind.MAIN));
    }

    private static void marks(TourWindow window, Scenery scenery) {
        window.open(scenery.note(Kind.MAIN));
        window.caretBehind("**pro");
    }

    private static void split(TourWindow window, Scenery scenery) {
        window.open(scenery.note(Kind.MAIN));
        window.use(w -> w.split(Orientation.HORIZONTAL));
        window.await(
                "no second pane",
                () ->
                        window.window().panes().all().size() == 2
                                && window.window().current().isPresent());
        scenery.notes().of(Kind.FORMULA).ifPresent(window::open);
    }

    private static void tabs(TourWindow window, Scenery scenery) {
        scenery.notes().chosen().values().forEach(window::open);
        window.open(new PageName.Trash());
        window.use(w -> w.tabs().go(1));
    }

    private static void switcher(TourWindow window, Scenery scenery) {
        window.open(scenery.note(Kind.MAIN));
        window.run("open");
        window.type("e");
    }

    private static void search(TourWindow window, Scenery scenery) {
        window.open(scenery.note(Kind.MAIN));
        window.open(new PageName.Search("cell tag:exam"));
        window.settle();
        window.await(
                "no answer",
                () ->
                        window.window()
                                .panes()
                                .current()
                                .page()
                                .filter(SearchPage.class::isInstance)
                                .filter(page -> isAnswered((SearchPage) page))
                                .isPresent());
    }

    /** The note of the chosen hit comes after the hits. */
    private static boolean isAnswered(SearchPage page) {
        boolean found = !page.hits().titles().isEmpty();
        return found
                ? page.lookup(".vn-found").isVisible()
                : page.hits().lookup(".vn-empty") != null || !page.hits().noticeWords().isEmpty();
    }

    private static void find(TourWindow window, Scenery scenery) {
        window.open(scenery.note(Kind.MAIN));
        window.run("replace");
        window.type("membrane");
    }

    private static void properties(TourWindow window, Scenery scenery) {
        window.open(scenery.note(Kind.MAIN));
        window.use(w -> w.showRight(RightPanel.View.PROPERTIES));
    }

    private static void history(TourWindow window, Scenery scenery) {
        window.open(scenery.note(Kind.MAIN));
        window.run("history");
        window.await(
                "no history",
                () ->
                        window.window()
                                .current()
                                .flatMap(NoteSheet::history)
                                .filter(h -> !h.rows().isEmpty())
                                .isPresent());
    }

    /** Where there are several, the second one: of a note that is new there is less to be seen. */
    private static void merged(TourWindow window, Scenery scenery) {
        window.run("merged");
        window.settle();
        window.use(w ->
                w.panes()
                        .current()
                        .page()
                        .filter(MergedPage.class::isInstance)
                        .map(page -> ((MergedPage) page).list())
                        .filter(list -> list.getItems().size() > 1)
                        .ifPresent(list -> list.getSelectionModel().select(1)));
    }

    private static void exported(TourWindow window, Scenery scenery) {
        Path to = scenery.work().resolve("exported");
        window.use(w -> w.commands().transfers().exportTo(to, Export.Format.MARKDOWN));
        window.over(javafx.scene.layout.Region.class, ".vn-reading");
    }

    private static void imported(TourWindow window, Scenery scenery) {
        Path from = scenery.work().resolve("imported");
        try {
            Files.createDirectories(from.resolve("Recipes"));
            Files.writeString(from.resolve("Recipes/Bread.md"), "# Bread\n\nFlour, water, salt.\n");
            Files.writeString(from.resolve("Recipes/Soup.md"), "# Soup\n\nSee [[Bread]].\n");
            Files.write(from.resolve("Old letter.md"), new byte[] {'G', 'r', (byte) 0xfc, 'n'});
            Files.createSymbolicLink(from.resolve("Shortcut.md"), Path.of("Recipes", "Soup.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        window.use(w -> w.commands().transfers().importFrom(from));
        window.over(javafx.scene.layout.Region.class, ".vn-reading");
    }

    /** What is said when something does not work: here, of a file that is no zip. */
    private static void failed(TourWindow window, Scenery scenery) {
        window.open(scenery.note(Kind.MAIN));
        Path file = scenery.work().resolve("Notes.zip");
        try {
            Files.writeString(file, "no zip");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        window.use(w -> w.commands().transfers().importFrom(file));
        window.await("nothing is said", () -> window.window().toasts().count() == 1);
    }
}
