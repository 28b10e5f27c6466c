package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.cli.HeldVault;
import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.DatePicker;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person looks back at notes, changes their properties, and sees what merges brought. */
class TimeTest {

    private static final int LIMIT_SECONDS = 30;
    private static final long LOOK_NANOS = 5_000_000;

    @TempDir Path folder;
    private DesktopApp app = new DesktopApp(Path.of("unused"));

    @BeforeAll
    static void startToolkit() {
        CompletableFuture<Void> started = new CompletableFuture<>();
        try {
            Platform.startup(() -> started.complete(null));
        } catch (IllegalStateException e) {
            Platform.runLater(() -> started.complete(null)); // another test has started it
        }
        started.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
        Platform.setImplicitExit(false);
        Fonts.load();
    }

    @BeforeEach
    void openWindow() throws IOException {
        HeldVault.open(folder.resolve("vault")).close();
        copy(folder.resolve("vault"), folder.resolve("other"));
        onFx(() -> {
            app = new DesktopApp(folder.resolve("app.properties"));
            app.open(new Stage(), folder.resolve("vault"));
            return app;
        });
    }

    @AfterEach
    void close() {
        onFx(() -> {
            app.stop();
            return true;
        });
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static <T> T onFx(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        return result.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    }

    private static void doFx(Runnable work) {
        boolean done =
                onFx(() -> {
                    work.run();
                    return true;
                });
        assertTrue(done);
    }

    private static void await(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!onFx(holds::getAsBoolean)) {
            assertTrue(System.nanoTime() < deadline, what);
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private <T> T inVault(VaultLane.Work<T> work) {
        return app.window().lane().ask(work).orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Writes a note in several versions. */
    private Id note(String path, String... texts) {
        for (String text : texts) {
            inVault(vault -> vault.notes().write(path, text));
        }
        return inVault(vault -> vault.paths().note(path).id());
    }

    private String text(Id note) {
        return inVault(vault -> vault.notes().text(note));
    }

    private NoteSheet open(Id note) {
        doFx(() -> app.window().open(note));
        await("the note is not shown", () -> app.window().shown().filter(note::equals).isPresent());
        await("nothing has the keys", () -> focused().isFocused());
        return onFx(() -> app.window().current().orElseThrow());
    }

    private Node focused() {
        Node owner = app.window().stage().getScene().getFocusOwner();
        return owner == null ? app.window().stage().getScene().getRoot() : owner;
    }

    private void press(KeyCode key, boolean control, boolean alt) {
        doFx(() ->
                Event.fireEvent(
                        focused(),
                        new KeyEvent(
                                KeyEvent.KEY_PRESSED, "", "", key, false, control, alt, false)));
    }

    private void press(KeyCode key) {
        press(key, false, false);
    }

    private List<Button> buttons() {
        return app.window().stage().getScene().getRoot().lookupAll(".button").stream()
                .map(Button.class::cast)
                .toList();
    }

    private Optional<Button> button(String words) {
        return buttons().stream()
                .filter(b -> words.equals(b.getText()) || words.equals(b.getAccessibleText()))
                .findFirst();
    }

    private void click(String words) {
        await("no button “" + words + "”", () -> button(words).isPresent());
        await("“" + words + "” is off", () -> !button(words).orElseThrow().isDisabled());
        doFx(() -> button(words).orElseThrow().fire());
    }

    private static String shown(List<DiffRows.Row> rows, TextDiff.Kind kind) {
        return rows.stream()
                .flatMap(row -> row.pieces().stream())
                .filter(piece -> piece.kind() == kind)
                .map(DiffRows.Piece::text)
                .collect(Collectors.joining("|"));
    }

    private HistoryView history(NoteSheet sheet) {
        return sheet.history().orElseThrow();
    }

    private void awaitDifference(NoteSheet sheet, String went, String came) {
        await(
                "not " + went + " and " + came,
                () -> {
                    List<DiffRows.Row> rows = history(sheet).rows();
                    return !rows.isEmpty()
                            && shown(rows, TextDiff.Kind.REMOVED).equals(went)
                            && shown(rows, TextDiff.Kind.INSERTED).equals(came);
                });
    }

    // ---- history ----

    @Test
    void keysOpenTheHistoryAndStepThroughIt() {
        NoteSheet sheet = open(note("Note", "one\n", "one two\n", "one three\n"));
        press(KeyCode.H, true, true);
        await("no history", () -> sheet.history().isPresent());
        awaitDifference(sheet, "two", "three");
        press(KeyCode.LEFT);
        awaitDifference(sheet, "", " three");
        press(KeyCode.END);
        awaitDifference(sheet, "", "");
        press(KeyCode.HOME);
        awaitDifference(sheet, "", " three");
        HistoryPanel list = onFx(() -> app.window().right().history());
        await("no versions are listed", () -> list.lines().size() == 4);
        press(KeyCode.ESCAPE);
        await("the history is still shown", () -> sheet.history().isEmpty());
        await("the editor has no keys", () -> focused().equals(sheet.editor().lookup(".vn-note")));
    }

    @Test
    void aVersionComesBackAndCanBeUndone() {
        Id id = note("Note", "one\n", "one two\n");
        NoteSheet sheet = open(id);
        press(KeyCode.H, true, true);
        awaitDifference(sheet, "", " two");
        click(Words.of("history.restore"));
        await("it did not come back", () -> sheet.editor().text().equals("one\n"));
        assertTrue(onFx(sheet::history).isEmpty());
        click(Words.of("undo"));
        await("it was not undone", () -> sheet.editor().text().equals("one two\n"));
        assertEquals("one two\n", text(id));
        assertEquals(4, inVault(v -> v.timeline().versions("Note")).size());
    }

    @Test
    void whatWasWrittenSinceIsNotUndoneWithARestoring() {
        Id id = note("Note", "one\n", "one two\n");
        NoteSheet sheet = open(id);
        press(KeyCode.H, true, true);
        awaitDifference(sheet, "", " two");
        click(Words.of("history.restore"));
        await("it did not come back", () -> sheet.editor().text().equals("one\n"));
        doFx(() -> sheet.editor().replace(0, 0, "typed "));
        click(Words.of("undo"));
        await("nothing is said", () -> button(Words.of("undo")).isEmpty());
        assertEquals("typed one\n", text(id));
    }

    @Test
    void oneParagraphComesBackAndTheHistoryStays() {
        Id id = note("Note", "first\n\nsecond\n\nthird\n", "FIRST\n\nsecond\n\nTHIRD\n");
        NoteSheet sheet = open(id);
        press(KeyCode.H, true, true);
        awaitDifference(sheet, "first|third", "FIRST|THIRD");
        click(Words.of("history.restore.paragraph"));
        awaitDifference(sheet, "third", "THIRD");
        assertEquals("first\n\nsecond\n\nTHIRD\n", text(id));
        click(Words.of("undo"));
        awaitDifference(sheet, "first|third", "FIRST|THIRD");
    }

    @Test
    void aVersionIsChosenAndNamedInTheList() {
        Id id = note("Note", "one\n", "one two\n");
        NoteSheet sheet = open(id);
        doFx(() -> app.window().showRight(RightPanel.View.HISTORY));
        HistoryPanel list = onFx(() -> app.window().right().history());
        await("no versions are listed", () -> list.lines().size() == 3);
        doFx(list::takeFocus);
        press(KeyCode.DOWN);
        await("the list passes the day", () -> sheet.version().isPresent());
        press(KeyCode.DOWN);
        String oldest = inVault(v -> v.timeline().versions("Note")).get(1).id();
        await("not the oldest", () -> sheet.version().equals(Optional.of(oldest)));
        doFx(list::takeFocus);
        press(KeyCode.F2);
        await("nothing asks for a name", () -> focused() instanceof TextField);
        doFx(() -> ((TextField) focused()).setText("Draft"));
        click(Words.of("name.set"));
        await(
                "it has no name",
                () ->
                        list.lines().stream()
                                .anyMatch(line ->
                                        line instanceof NoteHistory.Line.Version(var entry)
                                                && entry.version().name().equals("Draft")));
        assertEquals("one\n", inVault(v -> v.timeline().text("Note", "Draft")));
    }

    @Test
    void aLongNoteWithThousandsOfChangesIsLaidOutWhereItIsSeen() {
        StringBuilder before = new StringBuilder();
        StringBuilder after = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            before.append("A line of a long note number ").append(i).append(" goes on here.\n\n");
            after.append("A line of the long note number ").append(i).append(" goes on here.\n\n");
        }
        NoteSheet sheet = open(note("Note", before.toString(), after.toString()));
        press(KeyCode.H, true, true);
        await("no difference", () -> history(sheet).rows().size() > 4_000);
        long changed =
                onFx(() -> history(sheet).rows().stream().filter(DiffRows.Row::isChanged).count());
        assertEquals(2_000, changed);
        int nodes = onFx(() -> history(sheet).lookupAll(".vn-diff-row").size());
        assertTrue(nodes > 5 && nodes < 200, nodes + " rows are laid out");
        press(KeyCode.PAGE_DOWN);
    }

    @Test
    void arabicAndHebrewDifferencesWrapAtEveryWidth() {
        String words = "هذا نص طويل باللغة العربية מילים בעברית and English 12 ".repeat(20);
        NoteSheet sheet = open(note("نص", words, words.replace("طويل", "قصير جدا") + "نهاية"));
        press(KeyCode.H, true, true);
        await("no difference", () -> !history(sheet).rows().isEmpty());
        for (int width = 700; width < 1_300; width += 37) {
            int wanted = width;
            doFx(() -> {
                app.window().stage().setWidth(wanted);
                app.window().stage().getScene().getRoot().applyCss();
                app.window().stage().getScene().getRoot().layout();
            });
        }
        assertTrue(onFx(() -> history(sheet).rows().get(0).isChanged()));
    }

    // ---- properties ----

    private PropertyRow property(String key) {
        await(
                "there is no “" + key + "”",
                () -> app.window().right().properties().shown().stream().anyMatch(is(key)));
        return onFx(() ->
                app.window().right().properties().shown().stream()
                        .filter(is(key))
                        .findFirst()
                        .orElseThrow());
    }

    private static java.util.function.Predicate<PropertyRow> is(String key) {
        return row -> row.key().equals(key);
    }

    private void enter(TextField field, String text) {
        doFx(() -> {
            field.requestFocus();
            field.setText(text);
            field.fireEvent(new javafx.event.ActionEvent());
        });
    }

    @Test
    void propertiesAreChangedInAForm() {
        String text =
                "---\ntitle: Old # kept\ndone: false\nday: 2026-10-12\ntags: [a, b]\n---\nbody";
        Id id = note("Note", text);
        NoteSheet sheet = open(id);
        doFx(() -> app.window().showRight(RightPanel.View.PROPERTIES));
        enter(property("title").field().orElseThrow(), "New");
        doFx(() -> ((CheckBox) rowOf("done").value()).fire());
        doFx(() ->
                ((DatePicker) rowOf("day").value()).setValue(java.time.LocalDate.of(2026, 10, 13)));
        enter(property("tags").field().orElseThrow(), "c");
        click(Words.of("property.exclude", "a"));
        String after =
                "---\ntitle: New # kept\ndone: true\nday: 2026-10-13\n"
                        + "tags:\n  - b\n  - c\n---\nbody";
        await("not all is changed", () -> sheet.editor().text().equals(after));
        await("it is not saved", () -> sheet.editor().isSaved());
        assertEquals(after, text(id));
    }

    private PropertyRow rowOf(String key) {
        return app.window().right().properties().shown().stream()
                .filter(is(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPropertyIsAddedRenamedAndRemoved() {
        NoteSheet sheet = open(note("Note", "body"));
        press(KeyCode.SEMICOLON, true, false);
        await("no field asks for a name", () -> focused() instanceof TextField);
        enter((TextField) onFx(this::focused), "course");
        await("it is not added", () -> sheet.editor().text().startsWith("---\ncourse: \"\"\n"));
        property("course");
        await("its field has no keys", () -> rowOf("course").hasKeys());
        press(KeyCode.F2);
        await("nothing asks for a name", () -> button(Words.of("name.set")).isPresent());
        doFx(() -> ((TextField) focused()).setText("lecture"));
        click(Words.of("name.set"));
        await("it has no other name", () -> sheet.editor().text().contains("lecture: \"\""));
        PropertyRow row = property("lecture");
        doFx(() -> ((Button) row.getChildren().get(0)).getContextMenu().getItems().get(1).fire());
        await("it is not removed", () -> sheet.editor().text().equals("body"));
    }

    @Test
    void aChangeOfAPropertyIsTakenBackLikeTyping() {
        String text = "---\ntitle: Old\n---\nbody";
        NoteSheet sheet = open(note("Note", text));
        doFx(() -> app.window().showRight(RightPanel.View.PROPERTIES));
        enter(property("title").field().orElseThrow(), "New");
        await("it is not changed", () -> sheet.editor().text().contains("title: New"));
        await("it is not saved", () -> sheet.editor().isSaved());
        doFx(sheet::takeFocus);
        press(KeyCode.Z, true, false);
        await("it was not undone", () -> sheet.editor().text().equals(text));
        await(
                "the form shows another value",
                () -> rowOf("title").field().orElseThrow().getText().equals("Old"));
    }

    @Test
    void brokenPropertiesSayWhatIsWrongAndWhere() {
        NoteSheet sheet = open(note("Note", "---\na: 1\nb: [1, 2\nc: 3\n---\nbody"));
        doFx(() -> app.window().showRight(RightPanel.View.PROPERTIES));
        click(Words.of("property.show"));
        assertTrue(onFx(() -> app.window().right().properties().shown()).isEmpty());
        int caret = onFx(() -> sheet.editor().caret());
        assertTrue(caret > "---\na".length(), "the caret is at " + caret);
        doFx(() ->
                sheet.editor()
                        .replace("---\na: 1\n".length(), "---\na: 1\nb: [1, 2\n".length(), ""));
        property("c");
    }

    // ---- merges ----

    @Test
    void whatAMergeChangedIsListedAndComesBack() {
        Id id = note("Note", "one two\n");
        inVault(vault -> vault.notes().write("Untouched", "same"));
        try (HeldVault other = HeldVault.open(folder.resolve("other"))) {
            HeldVault.merge(other.vault(), folder.resolve("vault"), Progress.NONE);
            other.vault().notes().write("Note", "one two three\n");
            other.vault().notes().write("Folder/Fresh", "made there\n");
        }
        doFx(() -> app.window().merges().merge(folder.resolve("other")));
        click(Words.of("merge.show"));
        await("no page", () -> page().filter(p -> p.listed().size() == 2).isPresent());
        MergedPage page = onFx(() -> page().orElseThrow());
        doFx(() -> choose(page, "Folder/Fresh"));
        await("not what is new", () -> came(page).equals("made there"));
        assertTrue(onFx(() -> page.restoring().isDisabled()));
        doFx(() -> choose(page, "Note"));
        await("not what came", () -> came(page).equals(" three"));
        await("it is not seen", () -> page.listed().stream().allMatch(a -> a.seen()));
        click(Words.of("merged.restore"));
        await("it did not come back", () -> text(id).equals("one two\n"));
        click(Words.of("undo"));
        await("it was not undone", () -> text(id).equals("one two three\n"));
        assertFalse(onFx(() -> button(Words.of("merged.status", 2)).isPresent()));
    }

    private static String came(MergedPage page) {
        return shown(page.rows(), TextDiff.Kind.INSERTED);
    }

    private static void choose(MergedPage page, String path) {
        page.list()
                .getSelectionModel()
                .select(
                        page.listed().stream()
                                .filter(a -> a.path().equals(path))
                                .findFirst()
                                .orElseThrow());
    }

    private Optional<MergedPage> page() {
        return app.window()
                .panes()
                .current()
                .page()
                .filter(MergedPage.class::isInstance)
                .map(MergedPage.class::cast);
    }

    @Test
    void aFolderThatIsNoCopyIsRefusedInWords() throws IOException {
        Files.createDirectories(folder.resolve("empty"));
        doFx(() -> app.window().merges().merge(folder.resolve("empty")));
        await("nothing is said", () -> app.window().toasts().count() == 1);
        assertTrue(onFx(() -> page()).isEmpty());
    }
}
