package app.vaultnotes.vault.exporting;

import app.vaultnotes.document.Id;
import app.vaultnotes.document.Names;
import app.vaultnotes.vault.BlobHash;
import app.vaultnotes.vault.BlobPlace;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.VaultMark;
import app.vaultnotes.vault.importing.FidelityReport;
import app.vaultnotes.vault.importing.NameNotes;
import app.vaultnotes.vault.importing.ShortName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
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
    private final Id root;
    private final Optional<NoteForm> form;
    private final FidelityReport.Builder report = new FidelityReport.Builder();
    private final Progress progress;
    private final WebPaths webPaths;
    private long done;
    private long total;

    private Export(
            Vault vault, Target target, Id root, Optional<NoteForm> form, Progress progress) {
        this.vault = vault;
        this.target = target;
        this.root = root;
        this.form = form;
        this.progress = progress;
        this.webPaths =
                new WebPaths(
                        vault, form.map(pages -> root), form.map(NoteForm::extension).orElse(""));
    }

    /**
     * Exports a vault.
     *
     * @param destination a folder that is missing or empty; for a zip, a file that is missing
     * @throws VaultException with {@code DISK_FULL} or {@code IO} when it stopped; then what was
     *     written is gone
     */
    public static FidelityReport run(
            Vault vault, Path destination, Format format, Progress progress) throws IOException {
        requireFree(destination, format == Format.ZIP);
        vault.catchUp();
        Target target =
                format == Format.ZIP ? new ZipTarget(destination) : new FolderTarget(destination);
        Optional<NoteForm> form =
                format == Format.HTML ? Optional.of(new HtmlPages(vault)) : Optional.empty();
        return run(new Export(vault, target, Id.ROOT, form, progress), destination);
    }

    /**
     * Exports a folder with what is in it; its notes take another form.
     *
     * @param root the folder; the vault's root for all of it
     * @param destination a folder that is missing or empty
     * @throws VaultException with {@code DISK_FULL} or {@code IO} when it stopped; then what was
     *     written is gone
     */
    public static FidelityReport pages(
            Vault vault, Id root, Path destination, NoteForm form, Progress progress)
            throws IOException {
        requireFree(destination, false);
        vault.catchUp();
        Target target = new FolderTarget(destination);
        return run(new Export(vault, target, root, Optional.of(form), progress), destination);
    }

    private static FidelityReport run(Export export, Path destination) throws IOException {
        Target target = export.target;
        try (target) {
            return export.run();
        } catch (IOException e) {
            abandon(target, e);
            throw stopped(destination, e);
        } catch (RuntimeException e) {
            abandon(target, e);
            throw e;
        }
    }

    private static void abandon(Target target, Exception why) {
        try {
            target.abandon();
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    private static VaultException stopped(Path destination, IOException e) {
        boolean full = String.valueOf(e.getMessage()).contains("No space left");
        return new VaultException(
                full ? VaultException.Code.DISK_FULL : VaultException.Code.IO,
                "The export to " + destination + " stopped before its end: " + e.getMessage(),
                (full ? "Make room and export" : "Export")
                        + " again to a new name; the vault is as it was.",
                e);
    }

    private static void requireFree(Path destination, boolean file) throws IOException {
        if (VaultMark.isInside(destination)) {
            throw new VaultException(
                    VaultException.Code.REFUSED,
                    destination + " lies inside a vault.",
                    "Choose a place outside of it.");
        }
        boolean free = !Files.exists(destination);
        if (!free && !file && Files.isDirectory(destination)) {
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
        total = root.isRoot() ? counted() : 0;
        Deque<Place> pending = new ArrayDeque<>(List.of(new Place(root, root, List.of())));
        while (!pending.isEmpty()) {
            Place next = made(pending.pop());
            folder(next.folder(), next.path());
            inner(next).forEach(pending::push);
        }
        if (form.isPresent()) {
            index(form.get());
        }
        return report.build();
    }

    private long counted() {
        Catalogue.Counts counts = vault.catalogue().counts();
        return (long) counts.notes() + counts.files();
    }

    /** A page that lists all notes, unless a note is called so. */
    private void index(NoteForm pages) throws IOException {
        if (pages.index(webPaths.list(root)) instanceof NoteForm.File file) {
            String name = "index" + pages.extension();
            InputStream content = new ByteArrayInputStream(file.bytes());
            if (!target.file(List.of(name), content, System.currentTimeMillis())) {
                report.changed(name, "a note is called so; there is no list of all notes");
            }
        }
    }

    /** A folder of the vault, the one it lies in, and where it goes. */
    private record Place(Id folder, Id outer, List<String> path) {
        Place called(String name) {
            List<String> renamed = new ArrayList<>(path.subList(0, path.size() - 1));
            renamed.add(name);
            return new Place(folder, outer, renamed);
        }
    }

    /** Makes a folder, under a number where a note or file has its name; says where it is. */
    private Place made(Place wanted) throws IOException {
        Place place = wanted;
        try {
            for (int number = 2; !target.folder(place.path()); number++) {
                place = wanted.called(free(wanted, number));
            }
            report.folders(wanted.path().isEmpty() ? 0 : 1);
        } catch (FileSystemException e) {
            skipTooLong(vault.paths().of(wanted.folder()), e);
        }
        if (!place.equals(wanted)) {
            String name = place.path().get(place.path().size() - 1);
            report.changed(vault.paths().of(place.folder()), "it is called “" + name + "” there");
        }
        return place;
    }

    /**
     * The folder's name with a number, or a higher one where another folder is really called so.
     */
    private String free(Place wanted, int number) {
        String own = wanted.path().get(wanted.path().size() - 1);
        Set<String> names = new HashSet<>();
        vault.paths()
                .foldersIn(wanted.outer())
                .forEach(folder -> names.add(vault.paths().nameOf(folder)));
        int free = number;
        while (names.contains(ShortName.numbered(own, free))) {
            free++;
        }
        return ShortName.numbered(own, free);
    }

    /** Leaves out what no file system has room for in this place; the rest goes on. */
    private void skipTooLong(String path, FileSystemException e) throws FileSystemException {
        if (!String.valueOf(e.getReason()).contains("too long")) {
            throw e;
        }
        report.skipped(path, "its path is too long there; a shorter destination may do, or a zip");
    }

    private boolean webPages() {
        return form.isPresent();
    }

    /** The folders in a folder: under their own names, or numbered where two have the same. */
    private List<Place> inner(Place outer) {
        List<Place> inner = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Id folder : vault.paths().foldersIn(outer.folder())) {
            String shown = vault.paths().of(folder);
            String own = vault.paths().nameOf(folder);
            String name = ShortName.of(taken.add(own) && !webPages() ? own : WebPaths.last(shown));
            String free = webPages() ? webPaths.name(folder).orElse(name) : name;
            if (!free.equals(name)) {
                report.changed(shown, "it is called “" + free + "” there");
            }
            NameNotes.onWindows(free).ifPresent(why -> report.changed(shown, why));
            List<String> path = new ArrayList<>(outer.path());
            path.add(free);
            inner.add(new Place(folder, outer.folder(), path));
        }
        return inner;
    }

    private void folder(Id folder, List<String> path) throws IOException {
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
        String path = vault.paths().of(row);
        String wanted = webPages() ? webPaths.fileName(path) : original;
        Id id = row.state().id();
        Optional<byte[]> bytes =
                webPages() ? page(row, path) : Optional.of(vault.notes().bytes(id));
        if (bytes.isPresent()
                && write(
                        new Wanted(shelf, folder, wanted, first(id, wanted)),
                        path,
                        () -> new ByteArrayInputStream(bytes.get()),
                        row.state().updatedMillis())) {
            report.note();
        }
    }

    private Optional<byte[]> page(Catalogue.NoteRow row, String path) {
        Runnable goesOn = () -> progress.report("files", done, total);
        NoteForm.Made made = form.orElseThrow().note(row, webPaths, goesOn);
        if (made instanceof NoteForm.LeftOut out) {
            report.skipped(path, out.why());
            return Optional.empty();
        }
        NoteForm.File file = (NoteForm.File) made;
        file.changes().forEach(why -> report.changed(path, why));
        return Optional.of(file.bytes());
    }

    private void file(Id shelf, List<String> folder, Catalogue.FileRow row) throws IOException {
        String path = vault.paths().of(row);
        BlobPlace place = vault.blobs().place(row.state().blob());
        if (place != BlobPlace.HERE) {
            report.skipped(
                    path,
                    place.mayCome()
                            ? "its bytes are not on this device yet; they come with the next sync"
                            : "its bytes are missing on this device");
            return;
        }
        if (!isWhole(row.state().blob())) {
            report.skipped(path, "its bytes are damaged; a backup or another device may have them");
            return;
        }
        // Pages link to what is shown, which has a number where names differ by case only.
        String wanted = webPages() ? WebPaths.last(path) : row.state().name();
        if (write(
                new Wanted(shelf, folder, wanted, first(row.state().id(), wanted)),
                path,
                () -> vault.blobs().open(row.state().blob()),
                row.state().modifiedMillis())) {
            report.attachment();
        }
    }

    /** The name to try first. */
    private String first(Id item, String wanted) {
        Optional<String> settled = webPages() ? webPaths.name(item) : Optional.empty();
        return settled.orElse(ShortName.of(wanted));
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

    /** Where something goes: its folder, the path of that there, its name, and the first to try. */
    private record Wanted(Id shelf, List<String> folder, String name, String first) {}

    /** Writes a file; false when it had to be left out. */
    private boolean write(Wanted wanted, String path, Content content, long modified)
            throws IOException {
        Optional<String> free = Optional.empty();
        for (int number = 1; free.isEmpty(); number++) {
            String tried =
                    number == 1 ? wanted.first() : ShortName.numbered(wanted.first(), number);
            if (number > 1 && !vault.paths().at(wanted.shelf(), tried).isEmpty()) {
                continue; // something is really called so
            }
            List<String> file = new ArrayList<>(wanted.folder());
            file.add(tried);
            try (InputStream in = content.open()) {
                free = target.file(file, in, modified) ? Optional.of(tried) : Optional.empty();
            } catch (FileSystemException e) {
                skipTooLong(path, e);
                return false;
            }
        }
        if (!free.get().equals(wanted.name())) {
            report.changed(path, "it is called “" + free.get() + "” there");
        }
        NameNotes.onWindows(free.get()).ifPresent(why -> report.changed(path, why));
        return true;
    }
}
