package app.vaultnotes.vault.importing;

import app.vaultnotes.document.DecodedText;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.Names;
import app.vaultnotes.document.TextSource;
import app.vaultnotes.document.markdown.FrontMatter;
import app.vaultnotes.document.markdown.syntax.NoteParser;
import app.vaultnotes.vault.Attachments;
import app.vaultnotes.vault.BlobHash;
import app.vaultnotes.vault.Blobs;
import app.vaultnotes.vault.Bulk;
import app.vaultnotes.vault.LocalFacts;
import app.vaultnotes.vault.Notes;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.VaultException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Imports a folder of Markdown notes, an Obsidian vault, or a zip of either. Every file has a home:
 * Markdown becomes notes, all else files, and everything comes back byte for byte until edited.
 *
 * <p>Importing again brings what changed in the source: a note that was not edited here follows,
 * one that was stays as it is here and is named in the report. An attachment follows too; one that
 * is another one here by now stays, and the source's comes beside it.
 */
public final class Import {

    private static final int BATCH_FILES = 250;

    private static final long MAX_BATCH_BYTES = 16 << 20;

    /** How much more a byte of a note weighs: what is found in it waits to be written, too. */
    private static final int NOTE_WEIGHT = 8;

    /** Longer texts are prepared one after the other: each may take a hundred megabytes. */
    private static final int LARGE_CHARS = 100_000;

    private static final long LOOK_EVERY_MILLIS = 50;

    private static final String TOO_RICH =
            "more than "
                    + NoteParser.MAX_PIECES
                    + " pieces of Markdown, or "
                    + NoteParser.MAX_BLOCKS
                    + " lines and items; what follows is plain text, its links lead nowhere";

    private final Vault vault;
    private final Bulk bulk;
    private final KnownFiles known;
    private final Source source;
    private final List<String> into;
    private final Progress progress;
    private final FidelityReport.Builder report = new FidelityReport.Builder();
    private final Map<List<String>, Id> folders = new HashMap<>();
    private final Lock large = new ReentrantLock();

    private Import(Vault vault, Source source, List<String> into, Progress progress) {
        this.vault = vault;
        this.bulk = vault.bulk();
        this.known = new KnownFiles(vault, bulk, source.location(), String.join("/", into));
        this.source = source;
        this.into = into;
        this.progress = progress;
    }

    /**
     * Imports a source.
     *
     * <p>Waits for another import into this vault to end.
     *
     * @param into path of the folder to import into; the root when empty
     * @throws IOException when the source as a whole cannot be read; what came before is kept
     */
    public static FidelityReport run(Vault vault, Source source, String into, Progress progress)
            throws IOException {
        List<String> names =
                List.of(into.split("/", -1)).stream().filter(name -> !name.isEmpty()).toList();
        Lock turn = vault.importing();
        waitFor(turn, progress);
        Blobs.Hold held = vault.attachments().hold();
        try {
            return new Import(vault, source, names, progress).run();
        } finally {
            held.close();
            turn.unlock();
        }
    }

    /** Telling how far it is lets whoever waits give up. */
    private static void waitFor(Lock turn, Progress progress) {
        try {
            while (!turn.tryLock(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                progress.report("files; another import comes first", 0, 0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("interrupted").initCause(e);
        }
    }

    private FidelityReport run() throws IOException {
        List<Source.Entry> entries = source.entries(report);
        new NameNotes(report).look(entries);
        makeFolders(entries);
        List<Source.Entry> files = entries.stream().filter(entry -> !entry.folder()).toList();
        ExecutorService workers = Executors.newFixedThreadPool(workers());
        try {
            int done = 0;
            while (done < files.size()) {
                int end = batchEnd(files, done);
                batch(files.subList(done, end), workers);
                done = end;
                progress.report("files", done, files.size());
            }
        } finally {
            workers.shutdownNow();
        }
        return report.build();
    }

    private static int workers() {
        return Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors()));
    }

    private static int batchEnd(List<Source.Entry> files, int start) {
        long bytes = 0;
        int end = start;
        while (end < files.size()
                && end - start < BATCH_FILES
                && (end == start || bytes < MAX_BATCH_BYTES)) {
            Source.Entry next = files.get(end++);
            bytes += isNote(next) ? NOTE_WEIGHT * next.size() : next.size();
        }
        return end;
    }

    /** Makes the folders that are missing; those imported before are where people put them. */
    private void makeFolders(List<Source.Entry> entries) {
        Set<List<String>> wanted = new HashSet<>();
        for (Source.Entry entry : entries) {
            if (entry.folder()) {
                wanted.add(entry.path());
            }
            for (int depth = 1; depth < entry.path().size(); depth++) {
                wanted.add(entry.path().subList(0, depth));
            }
        }
        folders.put(List.of(), known.folder(List.of()).orElseGet(() -> bulk.folder(into)));
        int before = vault.catalogue().counts().folders();
        List<List<String>> missing = new ArrayList<>();
        wanted.stream()
                .sorted(java.util.Comparator.comparing(path -> String.join("/", path)))
                .forEach(path ->
                        known.folder(path)
                                .ifPresentOrElse(
                                        id -> folders.put(path, id), () -> missing.add(path)));
        List<Id> made = bulk.folders(missing.stream().map(this::place).toList());
        for (int i = 0; i < made.size(); i++) {
            folders.put(missing.get(i), made.get(i));
        }
        report.folders(vault.catalogue().counts().folders() - before);
        known.rememberFolders(folders);
    }

    /** Where a folder goes: into the nearest one around it that was imported before. */
    private Bulk.FolderPlace place(List<String> path) {
        int depth = path.size() - 1;
        while (!folders.containsKey(path.subList(0, depth))) {
            depth--;
        }
        Id base = folders.getOrDefault(path.subList(0, depth), Id.ROOT);
        return new Bulk.FolderPlace(base, names(path).subList(depth, path.size()));
    }

    /** What folders are called here; only the last name is told of, the others are folders, too. */
    private List<String> names(List<String> path) {
        List<String> names = new ArrayList<>();
        int last = path.size() - 1;
        path.subList(0, last)
                .forEach(name ->
                        names.add(Names.problem(name).isEmpty() ? name : ShortName.of(name)));
        names.add(shortened(path.get(last), path));
        return names;
    }

    private String shortened(String name, List<String> path) {
        Optional<String> problem = Names.problem(name);
        if (problem.isEmpty()) {
            return name;
        }
        String shortName = ShortName.of(name);
        report.changed(
                String.join("/", path), problem.get() + "; it is called “" + shortName + "” here");
        return shortName;
    }

    /** One file on its way. */
    private record Arrival(
            Optional<Bulk.Prepared> prepared, Map<String, LocalFacts.Imported> facts) {
        static final Arrival NOTHING = new Arrival(Optional.empty(), Map.of());
    }

    private void batch(List<Source.Entry> files, ExecutorService workers) throws IOException {
        List<Callable<Arrival>> tasks = new ArrayList<>();
        files.forEach(entry -> tasks.add(() -> arrive(entry)));
        List<Bulk.Prepared> prepared = new ArrayList<>();
        Map<String, LocalFacts.Imported> facts = new HashMap<>();
        try {
            for (Future<Arrival> future : workers.invokeAll(tasks)) {
                Arrival arrival = future.get();
                arrival.prepared().ifPresent(prepared::add);
                facts.putAll(arrival.facts());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("interrupted").initCause(e);
        } catch (ExecutionException e) {
            throw rethrown(e);
        }
        bulk.commit(prepared);
        bulk.remember(facts);
    }

    private static IOException rethrown(ExecutionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
            throw failure;
        } else if (e.getCause() instanceof Error error) {
            throw error;
        }
        return new IOException(e.getCause());
    }

    /** Reads a file and prepares what becomes of it; a file that cannot be read is left out. */
    private Arrival arrive(Source.Entry entry) {
        try {
            return isNote(entry) ? note(entry) : file(entry);
        } catch (IOException e) {
            report.skipped(entry.original(), "it cannot be read: " + Unreadable.why(e));
            return Arrival.NOTHING;
        } catch (VaultException e) {
            if (e.code() == VaultException.Code.TOO_LARGE) {
                report.skipped(entry.original(), String.valueOf(e.getMessage()));
                return Arrival.NOTHING;
            }
            throw e;
        }
    }

    private static boolean isNote(Source.Entry entry) {
        return Names.isNoteFile(entry.name());
    }

    private Arrival note(Source.Entry entry) throws IOException {
        byte[] bytes;
        if (entry.size() > 4L * Notes.MAX_CHARS) {
            return asFile(entry);
        }
        try (InputStream in = source.open(entry, 4L * Notes.MAX_CHARS)) {
            bytes = in.readAllBytes();
        }
        DecodedText decoded = DecodedText.of(bytes);
        if (decoded.text().length() > Notes.MAX_CHARS) {
            return asFile(entry);
        }
        BlobHash sha = BlobHash.of(bytes);
        KnownFiles.Known met = known.of(entry, folder(entry), sha);
        if (met.here()) {
            report.unchanged();
            return new Arrival(Optional.empty(), met.facts());
        }
        Optional<TextSource> original = original(entry, decoded, bytes, sha);
        if (met.older().isPresent()) {
            return follow(entry, met, decoded, original, sha);
        }
        String fileName = shortened(entry.name(), entry.path());
        Bulk.Prepared prepared =
                prepared(
                        new Bulk.NewNote(
                                folder(entry),
                                title(fileName),
                                fileName,
                                decoded.text(),
                                original,
                                entry.createdMillis(),
                                entry.modifiedMillis()));
        report.note();
        tellLimits(entry, decoded.text(), prepared.whole());
        return new Arrival(Optional.of(prepared), known.facts(entry, sha, prepared.id()));
    }

    /** What of a note's text is kept, but not understood. */
    private void tellLimits(Source.Entry entry, String text, boolean whole) {
        if (!whole) {
            report.changed(entry.original(), TOO_RICH);
        }
        FrontMatter.of(text)
                .problem()
                .ifPresent(
                        problem -> report.changed(entry.original(), problem + "; they stay text"));
    }

    private Bulk.Prepared prepared(Bulk.NewNote note) {
        if (note.text().length() <= LARGE_CHARS) {
            return bulk.note(note);
        }
        large.lock();
        try {
            return bulk.note(note);
        } finally {
            large.unlock();
        }
    }

    /** A note that is too long comes as a file, if it can be read at all. */
    private Arrival asFile(Source.Entry entry) throws IOException {
        Arrival arrival = file(entry);
        report.changed(
                entry.original(),
                "more than "
                        + Notes.MAX_CHARS
                        + " characters are too many for a note; it came as a file");
        return arrival;
    }

    private static String title(String fileName) {
        return Names.safe(fileName.substring(0, fileName.lastIndexOf('.')));
    }

    private Id folder(Source.Entry entry) {
        return folders.getOrDefault(entry.parent(), Id.ROOT);
    }

    private Optional<TextSource> original(
            Source.Entry entry, DecodedText decoded, byte[] bytes, BlobHash sha)
            throws IOException {
        if (decoded.isUtf8()) {
            return Optional.empty();
        }
        vault.blobs().put(new ByteArrayInputStream(bytes), bytes.length);
        report.changed(
                entry.original(),
                "not valid UTF-8; read as "
                        + decoded.encoding()
                        + ", its bytes are kept until it is edited");
        return Optional.of(sha.sourceOf(decoded));
    }

    /** A note that was imported before and has changed in the source since. */
    private Arrival follow(
            Source.Entry entry,
            KnownFiles.Known met,
            DecodedText decoded,
            Optional<TextSource> original,
            BlobHash sha) {
        LocalFacts.Imported older = met.older().orElseThrow();
        Optional<Bulk.Followed> followed = bulk.follow(older, decoded.text(), original);
        if (followed.isEmpty()) {
            report.skipped(
                    entry.original(),
                    "it was edited both here and there; the note here stays as it is");
            return Arrival.NOTHING;
        }
        report.changed(
                entry.original(), "it was imported before and has changed; the note follows");
        tellLimits(entry, decoded.text(), followed.get().whole());
        return new Arrival(Optional.empty(), known.facts(entry, sha, older.document()));
    }

    private Arrival file(Source.Entry entry) throws IOException {
        Blobs.Stored stored;
        try (InputStream in = source.open(entry, Attachments.MAX_BYTES)) {
            stored = vault.blobs().put(in, Attachments.MAX_BYTES);
        }
        KnownFiles.Known met = known.of(entry, folder(entry), stored.hash());
        if (met.here()) {
            report.unchanged();
            return new Arrival(Optional.empty(), met.facts());
        }
        if (met.older().isPresent()) {
            if (bulk.follow(met.older().get(), stored, entry.modifiedMillis())) {
                report.changed(
                        entry.original(),
                        "it was imported before and has changed; the attachment follows");
                return new Arrival(
                        Optional.empty(),
                        known.facts(entry, stored.hash(), met.older().get().document()));
            }
            report.changed(entry.original(), "it was changed both here and there; both are kept");
        }
        String name = shortened(entry.name(), entry.path());
        Bulk.Prepared prepared = bulk.file(folder(entry), name, stored, entry.modifiedMillis());
        report.attachment();
        return new Arrival(Optional.of(prepared), known.facts(entry, stored.hash(), prepared.id()));
    }
}
