package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import app.vaultnotes.pdf.Paper;
import app.vaultnotes.pdf.PdfExport;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.exporting.Export;
import app.vaultnotes.vault.importing.FidelityReport;
import app.vaultnotes.vault.importing.FolderSource;
import app.vaultnotes.vault.importing.Import;
import app.vaultnotes.vault.importing.Source;
import app.vaultnotes.vault.importing.ZipSource;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;

/**
 * Brings notes into the vault and takes them out, one thing at a time. The status bar shows how far
 * it is; a report says what came of it. For the JavaFX thread.
 */
final class Transfers {

    private static final long SHOW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final AppWindow window;
    private @Nullable Job job;

    Transfers(AppWindow window) {
        this.window = window;
    }

    // ---- what is asked ----

    /** Asks what to import. */
    void askImport() {
        ask(
                "import.what",
                choice("import.folder", () -> folder("import.folder").ifPresent(this::importFrom)),
                choice("import.zip", () -> zip().ifPresent(this::importFrom)));
    }

    /** Asks where to export to, and as what. */
    void askExport() {
        List<Palette.Choice> choices = new ArrayList<>();
        choices.add(choice("export.markdown", () -> exportTo(Export.Format.MARKDOWN)));
        choices.add(choice("export.html", () -> exportTo(Export.Format.HTML)));
        choices.add(choice("export.zip", this::exportToZip));
        choices.add(choice("export.pdf", () -> exportPages(Id.ROOT, window.vault().name())));
        window.shown()
                .ifPresent(note -> {
                    choices.add(choice("export.pdf.folder", () -> exportFolderOf(note)));
                    choices.add(choice("export.pdf.note", () -> exportNote(note)));
                });
        ask("export.what", choices.toArray(Palette.Choice[]::new));
    }

    private void ask(String prompt, Palette.Choice... choices) {
        window.palette()
                .open(
                        new Palette.Offer(
                                Words.of(prompt), List.of(choices), typed -> Optional.empty()));
    }

    private static Palette.Choice choice(String words, Runnable chosen) {
        return new Palette.Choice(Words.of(words), "", false, chosen);
    }

    private Optional<Path> folder(String words) {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(Words.of(words));
        return Optional.ofNullable(chooser.showDialog(window.stage())).map(File::toPath);
    }

    private Optional<Path> zip() {
        FileChooser chooser = zipChooser("import.zip");
        return Optional.ofNullable(chooser.showOpenDialog(window.stage())).map(File::toPath);
    }

    private static FileChooser zipChooser(String words) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(Words.of(words));
        chooser.getExtensionFilters()
                .add(new FileChooser.ExtensionFilter(Words.of("transfer.zip"), "*.zip"));
        return chooser;
    }

    private void exportTo(Export.Format format) {
        folder("export.where")
                .ifPresent(chosen -> {
                    try {
                        exportTo(free(chosen, window.vault().name()), format);
                    } catch (IOException e) {
                        window.fail(e);
                    }
                });
    }

    private void exportFolderOf(Id note) {
        window.lane()
                .ask(
                        vault -> {
                            Id shelf =
                                    vault.catalogue()
                                            .note(note)
                                            .map(row -> row.state().shelf())
                                            .orElse(Id.ROOT);
                            String name = shelf.isRoot() ? "" : vault.paths().nameOf(shelf);
                            return new Folder(shelf, name);
                        },
                        found -> {
                            boolean all = found.name().isEmpty();
                            exportPages(found.id(), all ? window.vault().name() : found.name());
                        });
    }

    private record Folder(Id id, String name) {}

    private void exportPages(Id root, String name) {
        folder("export.where")
                .ifPresent(chosen -> {
                    try {
                        exportPages(root, free(chosen, name));
                    } catch (IOException e) {
                        window.fail(e);
                    }
                });
    }

    private void exportNote(Id note) {
        window.lane()
                .ask(
                        vault ->
                                vault.catalogue()
                                        .note(note)
                                        .map(row -> row.state().title())
                                        .orElse(""),
                        title -> {
                            FileChooser chooser = new FileChooser();
                            chooser.setTitle(Words.of("export.where"));
                            chooser.setInitialFileName(title + ".pdf");
                            Optional.ofNullable(chooser.showSaveDialog(window.stage()))
                                    .ifPresent(file -> exportNote(note, file.toPath()));
                        });
    }

    private void exportToZip() {
        FileChooser chooser = zipChooser("export.where");
        chooser.setInitialFileName(window.vault().name() + ".zip");
        Optional.ofNullable(chooser.showSaveDialog(window.stage()))
                .ifPresent(file -> exportTo(file.toPath(), Export.Format.ZIP));
    }

    /** The folder itself when nothing is in it, or a new one in it: nothing is overwritten. */
    static Path free(Path chosen, String name) throws IOException {
        try (Stream<Path> inside = Files.list(chosen)) {
            if (inside.findAny().isEmpty()) {
                return chosen;
            }
        }
        Path free = chosen.resolve(name);
        for (int i = 2; Files.exists(free); i++) {
            free = chosen.resolve(name + " " + i);
        }
        return free;
    }

    // ---- what is done ----

    /** Imports a folder or a zip file; it is only read. */
    void importFrom(Path from) {
        start(
                "import",
                (vault, progress) -> {
                    try (Source source = source(from)) {
                        return Import.run(vault, source, "", progress);
                    }
                });
    }

    private static Source source(Path from) throws IOException {
        return Files.isDirectory(from) ? new FolderSource(from) : new ZipSource(from);
    }

    /** Exports the vault to a folder or file that is not there yet. */
    void exportTo(Path destination, Export.Format format) {
        start("export", (vault, progress) -> Export.run(vault, destination, format, progress));
    }

    /** Exports a folder of the vault as PDFs to a folder that is not there yet. */
    void exportPages(Id root, Path destination) {
        String language = Locale.getDefault().toLanguageTag();
        start(
                "export",
                (vault, progress) ->
                        PdfExport.run(vault, root, destination, paper(), language, progress));
    }

    /** Exports one note as a PDF to a file that is not there yet. */
    void exportNote(Id note, Path file) {
        String language = Locale.getDefault().toLanguageTag();
        start(
                "export",
                (vault, progress) ->
                        PdfExport.note(vault, note, file, paper(), language, progress));
    }

    /** What one writes on in the country of the system. */
    private static Paper paper() {
        Set<String> letter = Set.of("US", "CA", "MX", "PH", "CL", "CO", "VE");
        return letter.contains(Locale.getDefault().getCountry()) ? Paper.LETTER : Paper.A4;
    }

    private interface Work {
        FidelityReport on(Vault vault, Progress progress) throws IOException;
    }

    private void start(String kind, Work work) {
        if (job != null) {
            window.toasts().say(Words.of("transfer.busy"));
            return;
        }
        Job started = new Job(kind);
        job = started;
        started.show(0, 0);
        CompletableFuture<Void> _ =
                window.lane()
                        .beside(vault -> work.on(vault, started))
                        .handle((report, failure) -> {
                            Platform.runLater(() -> ended(kind, report, failure));
                            return null;
                        });
    }

    private void ended(String kind, @Nullable FidelityReport report, @Nullable Throwable failure) {
        job = null;
        window.status().endWork();
        if (report != null) {
            ReportPanel.open(window, kind, report);
        } else if (failure instanceof CancellationException) {
            window.toasts().say(Words.of(kind + ".stopped"));
        } else if (failure != null) {
            window.fail(failure);
        }
    }

    /** Work that is under way. It looks at times whether it is to be stopped. */
    private final class Job implements Progress {
        private final String kind;
        private volatile boolean stopped;
        private long shownNanos = System.nanoTime();

        private Job(String kind) {
            this.kind = kind;
        }

        @Override
        public synchronized void report(String what, long done, long total) {
            if (stopped || window.lane().isClosing()) {
                throw new CancellationException("stopped");
            }
            long now = System.nanoTime();
            if (now - shownNanos >= SHOW_NANOS) {
                shownNanos = now;
                Platform.runLater(() -> show(done, total));
            }
        }

        private void show(long done, long total) {
            if (equals(job)) {
                window.status()
                        .showWork(
                                Words.of(kind + ".progress", done, total),
                                done,
                                total,
                                () -> stopped = true);
            }
        }
    }
}
