package app.vaultnotes.vault.importing;

import app.vaultnotes.vault.OwnFiles;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.VaultMark;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A folder on this machine. Symbolic links are not followed: they may lead anywhere. */
public final class FolderSource implements Source {

    private final Path root;
    private final Map<List<String>, Path> files = new HashMap<>();

    /** The folder at this path. */
    public FolderSource(Path root) {
        this.root = root;
    }

    @Override
    public String location() {
        try {
            return root.toRealPath().toString();
        } catch (IOException e) {
            return root.toAbsolutePath().toString();
        }
    }

    private record Pending(Path folder, List<String> path, String original) {}

    private record Child(Path file, Spelling spelling, Pending parent) {
        String original() {
            return parent.original() + spelling.original();
        }
    }

    @Override
    public List<Entry> entries(FidelityReport.Builder report) throws IOException {
        if (VaultMark.isMarked(root)) {
            throw new VaultException(
                    VaultException.Code.INVALID,
                    root + " is a vault, not a folder of notes.",
                    "“vaultnotes merge” brings in what a copy of this vault has; of another vault,"
                            + " import what “vaultnotes export” makes.");
        }
        OwnFiles.refuse(root);
        List<Entry> entries = new ArrayList<>();
        Deque<Pending> pending = new ArrayDeque<>(List.of(new Pending(root, List.of(), "")));
        while (!pending.isEmpty()) {
            Pending next = pending.pop();
            Spelling.of(children(next, report))
                    .forEach((file, spelling) ->
                            look(new Child(file, spelling, next), entries, pending, report));
            if (entries.size() > MAX_ENTRIES) {
                throw new IOException("more than " + MAX_ENTRIES + " files and folders");
            }
        }
        entries.sort(Comparator.comparing(entry -> String.join("/", entry.path())));
        return entries;
    }

    /** What is in a folder, in the order of its bytes. */
    private List<Path> children(Pending folder, FidelityReport.Builder report) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder.folder())) {
            all.forEach(children::add);
        } catch (DirectoryIteratorException e) {
            unreadable(folder, Objects.requireNonNull(e.getCause()), report);
        } catch (IOException e) {
            unreadable(folder, e, report);
        }
        Collections.sort(children);
        return children;
    }

    private static void unreadable(Pending folder, IOException e, FidelityReport.Builder report)
            throws IOException {
        String why = "the folder cannot be read: " + Unreadable.why(e);
        if (folder.path().isEmpty()) {
            throw new IOException(why, e);
        }
        String original = folder.original();
        report.skipped(original.substring(0, original.length() - 1), why);
    }

    /** What cannot be looked at, or is gone since its folder was listed, is left out. */
    private void look(
            Child child,
            List<Entry> entries,
            Deque<Pending> pending,
            FidelityReport.Builder report) {
        try {
            add(child, entries, pending, report);
        } catch (IOException e) {
            report.skipped(child.original(), "it cannot be read: " + Unreadable.why(e));
        }
    }

    private void add(
            Child child, List<Entry> entries, Deque<Pending> pending, FidelityReport.Builder report)
            throws IOException {
        Path file = child.file();
        String original = child.original();
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isDirectory() && VaultMark.isMarked(file)) {
            report.skipped(
                    original, "a vault, whose files are no notes; export it and import that");
        } else if (attributes.isSymbolicLink()) {
            report.skipped(original, "a symbolic link, which may lead out of the folder");
        } else if (attributes.isOther()) {
            report.skipped(original, "not a regular file");
        } else if (child.parent().path().size() >= MAX_DEPTH) {
            report.skipped(original, "more than " + MAX_DEPTH + " folders deep");
        } else {
            Entry entry = entry(child, attributes, report);
            entries.add(entry);
            files.put(entry.path(), file);
            if (attributes.isDirectory()) {
                pending.push(new Pending(file, entry.path(), original + "/"));
            }
        }
    }

    private static Entry entry(
            Child child, BasicFileAttributes attributes, FidelityReport.Builder report) {
        String name = child.spelling().name();
        if (!child.spelling().exact()) {
            report.changed(
                    child.original(),
                    "its name is not valid Unicode; it is called “" + name + "” here");
        }
        List<String> path = new ArrayList<>(child.parent().path());
        path.add(name);
        long modified = attributes.lastModifiedTime().toMillis();
        long created = Math.min(attributes.creationTime().toMillis(), modified);
        return new Entry(
                List.copyOf(path),
                child.original(),
                attributes.isDirectory(),
                attributes.size(),
                created,
                modified);
    }

    @Override
    public InputStream open(Entry entry, long limitBytes) throws IOException {
        Path file = files.get(entry.path());
        if (file == null) {
            throw new IOException("no such file");
        }
        return new Limited(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), limitBytes);
    }

    @Override
    public void close() {
        files.clear();
    }
}
