package app.vaultnotes.vault.exporting;

import app.vaultnotes.document.Id;
import app.vaultnotes.document.Names;
import app.vaultnotes.vault.BlobHash;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.importing.FidelityReport;
import app.vaultnotes.vault.importing.ShortName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Writes every living note, file and folder of a vault somewhere else. */
public final class Export {

    /** In what form. */
    public enum Format {
        /**
         * A folder of Markdown files and attachments, byte for byte what was imported or written.
         */
        MARKDOWN,
        /** The same in one zip file. */
        ZIP,
        /** A folder of web pages with working links. */
        HTML
    }

    private final Vault vault;
    private final Target target;
    private final Format format;
    private final FidelityReport.Builder report = new FidelityReport.Builder();
    private final Progress progress;
    private long done;
    private long total;

    private Export(Vault vault, Target target, Format format, Progress progress) {
        this.vault = vault;
        this.target = target;
        this.format = format;
        this.progress = progress;
    }

    /**
     * Exports a vault.
     *
     * @param destination a folder that is missing or empty; for a zip, a file that is missing
     */
    public static FidelityReport run(
            Vault vault, Path destination, Format format, Progress progress) throws IOException {
        requireFree(destination, format);
        vault.catchUp();
        try (Target target =
                format == Format.ZIP ? new ZipTarget(destination) : new FolderTarget(destination)) {
            return new Export(vault, target, format, progress).run();
        }
    }

    private static void requireFree(Path destination, Format format) throws IOException {
        boolean free = !Files.exists(destination);
        if (!free && format != Format.ZIP && Files.isDirectory(destination)) {
            try (Stream<Path> inside = Files.list(destination)) {
                free = inside.findAny().isEmpty();
            }
        }
        if (!free) {
            throw new VaultException(
                    VaultException.Code.EXISTS,
                    "There is something at " + destination + " already.",
                    "Choose a new name: an export overwrites nothing.");
        }
    }

    private FidelityReport run() throws IOException {
        Catalogue.Counts counts = vault.catalogue().counts();
        total = (long) counts.notes() + counts.files();
        Deque<Place> pending = new ArrayDeque<>(List.of(new Place(Id.ROOT, List.of())));
        while (!pending.isEmpty()) {
            Place next = pending.pop();
            folder(next.folder(), next.path());
            inner(next).forEach(pending::push);
        }
        if (format == Format.HTML) {
            HtmlPages.index(vault, target);
        }
        return report.build();
    }

    /** A folder of the vault and where it goes. */
    private record Place(Id folder, List<String> path) {}

    /** The folders in a folder: under their own names, or numbered where two have the same. */
    private List<Place> inner(Place outer) {
        List<Place> inner = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Id folder : vault.paths().foldersIn(outer.folder())) {
            String shown = vault.paths().of(folder);
            String own = vault.paths().nameOf(folder);
            boolean webPages = format == Format.HTML;
            String name =
                    taken.add(own) && !webPages ? own : shown.substring(shown.lastIndexOf('/') + 1);
            List<String> path = new ArrayList<>(outer.path());
            path.add(ShortName.of(name));
            inner.add(new Place(folder, path));
        }
        return inner;
    }

    private void folder(Id folder, List<String> path) throws IOException {
        target.folder(path);
        report.folders(folder.isRoot() ? 0 : 1);
        for (Catalogue.NoteRow row : vault.catalogue().notesIn(folder, Catalogue.Page.ALL)) {
            note(folder, path, row);
            progress.report("files", ++done, total);
        }
        for (Catalogue.FileRow row : vault.catalogue().filesIn(folder, Catalogue.Page.ALL)) {
            file(folder, path, row);
            progress.report("files", ++done, total);
        }
    }

    private void note(Id shelf, List<String> folder, Catalogue.NoteRow row) throws IOException {
        String original = row.state().fileName().orElse(Names.fileName(row.state().title()));
        String wanted =
                format == Format.HTML ? HtmlPages.fileName(vault.paths().of(row)) : original;
        byte[] bytes =
                format == Format.HTML
                        ? HtmlPages.page(vault, row)
                        : vault.notes().bytes(row.state().id());
        long modified = row.state().updatedMillis();
        String path = vault.paths().of(row);
        write(
                new Wanted(shelf, folder, wanted),
                path,
                () -> new ByteArrayInputStream(bytes),
                modified);
        report.note();
    }

    private void file(Id shelf, List<String> folder, Catalogue.FileRow row) throws IOException {
        String path = vault.paths().of(row);
        if (!vault.blobs().has(row.state().blob())) {
            report.skipped(path, "its bytes are missing on this device");
            return;
        }
        if (!isWhole(row.state().blob())) {
            report.skipped(path, "its bytes are damaged; a backup or another device may have them");
            return;
        }
        write(
                new Wanted(shelf, folder, row.state().name()),
                path,
                () -> vault.blobs().open(row.state().blob()),
                row.state().modifiedMillis());
        report.attachment();
    }

    /** Reads all of an attachment once, so that no damaged one is half written. */
    private boolean isWhole(BlobHash blob) throws IOException {
        try (InputStream in = vault.blobs().open(blob)) {
            in.transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (VaultException e) {
            if (e.code() == VaultException.Code.DAMAGED) {
                return false;
            }
            throw e;
        }
    }

    /** Opens bytes as often as names have to be tried. */
    private interface Content {
        InputStream open() throws IOException;
    }

    /** Where something goes if the name is free: its folder, the path of that there, its name. */
    private record Wanted(Id shelf, List<String> folder, String name) {}

    private void write(Wanted wanted, String path, Content content, long modified)
            throws IOException {
        String name = ShortName.of(wanted.name());
        Optional<String> free = Optional.empty();
        for (int number = 1; free.isEmpty(); number++) {
            String tried = number == 1 ? name : ShortName.numbered(name, number);
            if (number > 1 && !vault.paths().at(wanted.shelf(), tried).isEmpty()) {
                continue; // something is really called so
            }
            List<String> file = new ArrayList<>(wanted.folder());
            file.add(tried);
            try (InputStream in = content.open()) {
                free = target.file(file, in, modified) ? Optional.of(tried) : Optional.empty();
            }
        }
        if (!free.get().equals(wanted.name())) {
            report.changed(path, "it is called “" + free.get() + "” there");
        }
    }
}
