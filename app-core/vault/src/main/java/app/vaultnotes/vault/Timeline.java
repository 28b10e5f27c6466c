package app.vaultnotes.vault;

import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.CrdtReader;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** What notes were: versions, differences, bringing back. */
public final class Timeline {

    /** Shortest beginning of a version's id that is accepted in its place. */
    private static final int MIN_PREFIX = 4;

    /** Longest name of a version, in UTF-16 units. */
    public static final int MAX_NAME_CHARS = 200;

    private final Session session;
    private final Paths paths;
    private final Notes notes;

    Timeline(Session session, Paths paths, Notes notes) {
        this.session = session;
        this.paths = paths;
        this.notes = notes;
    }

    /**
     * The versions of a note, file or folder, newest first; of a folder, those of the tree in which
     * something happened to it.
     */
    public List<History.Version> versions(String path) {
        return session.locked(() -> {
            Item item = item(path);
            return item instanceof Item.Folder
                    ? past(item).stream().map(FolderVersion::version).toList()
                    : session.store.history().versions(item.id());
        });
    }

    /**
     * Something that happened to a folder.
     *
     * @param version the version of the tree that did it
     * @param deeds what happened, at least one thing
     * @param path where the folder was and what it was called afterwards
     * @param parent the folder it lay in afterwards
     */
    public record FolderVersion(History.Version version, Set<Deed> deeds, String path, Id parent) {

        private Place place() {
            int name = path.lastIndexOf('/') + 1;
            Placement placement =
                    new Placement(
                            version.toMillis(),
                            path.substring(name),
                            parent,
                            deeds.contains(Deed.TRASHED));
            return new Place(placement, path.substring(0, Math.max(0, name - 1)));
        }
    }

    /**
     * Where something was from a moment on.
     *
     * @param placement what it was called and where it lay
     * @param folder the path of the folder it lay in, as its folders were called then; empty at the
     *     top
     */
    public record Place(Placement placement, String folder) {

        /** The path of the thing itself. */
        public String path() {
            return folder.isEmpty() ? placement.title() : folder + "/" + placement.title();
        }
    }

    /** What happened to a folder, newest first; nothing of what is no folder. */
    public List<FolderVersion> folder(String path) {
        return session.locked(() -> past(item(path)));
    }

    private List<FolderVersion> past(Item item) {
        return item instanceof Item.Folder ? new TreePast(session).of(item.id()) : List.of();
    }

    /**
     * A version and who made it.
     *
     * @param version the version
     * @param device the name of the device that made it; empty when it is not known here
     */
    public record Signed(History.Version version, String device) {}

    /** Like {@link #versions}, with the names of the devices. */
    public List<Signed> signed(String path) {
        return session.locked(() -> {
            Map<Id, String> names = new HashMap<>();
            devices().forEach(device -> names.put(device.id(), device.name()));
            return versions(path).stream()
                    .map(v -> new Signed(v, names.getOrDefault(v.device(), "")))
                    .toList();
        });
    }

    /** What a version did to a note beside its text, or to a folder. */
    public enum Deed {
        /** The folder was made. */
        CREATED,
        /** It joined what several copies of the vault had written. */
        MERGED,
        /** It got another title or name. */
        RENAMED,
        /** It came into another folder. */
        MOVED,
        /** It went into the trash. */
        TRASHED,
        /** It came back from the trash. */
        RESTORED,
        /** A bookmark was set or taken away. */
        BOOKMARKED
    }

    /**
     * What those versions of a note did that left its text as it was, by their ids; nothing where
     * they did nothing that a person could see. Of a folder, what each version did.
     */
    public Map<String, Set<Deed>> deeds(String path) {
        return session.locked(() -> {
            Map<String, Set<Deed>> deeds = new HashMap<>();
            Item item = item(path);
            past(item).forEach(each -> deeds.put(each.version().id(), each.deeds()));
            if (item instanceof Item.Note note) {
                List<History.Version> all = session.store.history().versions(note.id());
                // The oldest made the note, with whatever text.
                for (int i = 0; i + 1 < all.size(); i++) {
                    History.Version version = all.get(i);
                    if (version.added() == 0 && version.removed() == 0) {
                        deeds.put(
                                version.id(),
                                deeds(note.id(), all.get(i + 1).heads(), version.heads()));
                    }
                }
            }
            return deeds;
        });
    }

    private Set<Deed> deeds(Id note, Heads before, Heads after) {
        Set<Deed> deeds = EnumSet.noneOf(Deed.class);
        if (after.hashes().size() > 1) {
            deeds.add(Deed.MERGED);
        }
        CrdtDocument document = session.note(note).document();
        try {
            deeds.addAll(
                    differences(
                            NoteDocument.read(document.at(before)),
                            NoteDocument.read(document.at(after))));
        } catch (CrdtException e) {
            return deeds; // the past that it names is lost; what is known stays
        }
        return deeds;
    }

    private static Set<Deed> differences(NoteDocument.Meta was, NoteDocument.Meta is) {
        Set<Deed> deeds = EnumSet.noneOf(Deed.class);
        add(deeds, Deed.RENAMED, !was.title().equals(is.title()));
        add(deeds, Deed.MOVED, !was.folder().equals(is.folder()));
        add(deeds, Deed.TRASHED, was.trashed().isEmpty() && is.trashed().isPresent());
        add(deeds, Deed.RESTORED, was.trashed().isPresent() && is.trashed().isEmpty());
        add(deeds, Deed.BOOKMARKED, was.bookmarked() != is.bookmarked());
        return deeds;
    }

    static void add(Set<Deed> deeds, Deed deed, boolean done) {
        if (done) {
            deeds.add(deed);
        }
    }

    /** The devices that ever wrote in this vault. */
    public List<History.Device> devices() {
        return session.store.history().devices();
    }

    /** Where a note, file or folder was and what it was called, oldest first. */
    public List<Place> places(String path) {
        return session.locked(() -> {
            Item item = item(path);
            if (item instanceof Item.Folder) {
                List<Place> places =
                        new ArrayList<>(past(item).stream().map(FolderVersion::place).toList());
                Collections.reverse(places);
                return places;
            }
            List<Placement> placements = session.store.history().placements(item.id());
            List<String> folders = new TreePast(session).paths(placements);
            return IntStream.range(0, placements.size())
                    .mapToObj(i -> new Place(placements.get(i), folders.get(i)))
                    .toList();
        });
    }

    /** What a path means; what lies in the trash is meant by its id. */
    private Item item(String path) {
        return paths.trashed(path)
                .map(Item.class::cast)
                .or(() -> trashedFolder(path))
                .orElseGet(() -> paths.item(path));
    }

    private Optional<Item> trashedFolder(String path) {
        return Id.parse(path)
                .flatMap(session.folders()::folder)
                .filter(folder -> folder.trashed().isPresent())
                .map(folder -> new Item.Folder(folder.id()));
    }

    /**
     * The document whose versions can have names: what happens to a folder is in none of its own.
     */
    private Id nameable(String path) {
        Item item = item(path);
        if (item instanceof Item.Folder) {
            throw new VaultException(
                    VaultException.Code.INVALID,
                    "The versions of a folder cannot be named: each is one of all folders.",
                    "Name a version of a note in it.");
        }
        return item.id();
    }

    /**
     * Names the newest version of something; an empty name takes the name away.
     *
     * @param name at most {@value #MAX_NAME_CHARS} UTF-16 units, on one line
     */
    public History.Version name(String path, String name) {
        return session.locked(() -> {
            session.rights.requireWriter();
            Id document = nameable(path);
            History.Version newest =
                    session.store
                            .history()
                            .newest(document)
                            .orElseThrow(() -> Session.notFound("version of “" + path + "”"));
            requireOneLine(name);
            requireFree(document, newest, name);
            session.store.history().name(document, newest.id(), name);
            return session.store.history().newest(document).orElse(newest);
        });
    }

    /**
     * Names a version; an empty name takes the name away.
     *
     * @param name at most {@value #MAX_NAME_CHARS} UTF-16 units, on one line
     */
    public History.Version name(String path, String version, String name) {
        return session.locked(() -> {
            session.rights.requireWriter();
            requireOneLine(name);
            Id document = nameable(path);
            History.Version found = find(document, version);
            session.store.history().name(document, found.id(), name);
            return find(document, found.id());
        });
    }

    /** This device as versions name it; empty until it first writes in this vault. */
    public Optional<Id> thisDevice() {
        return DeviceIdentity.known(session.store);
    }

    /** A version beside the note as it is. */
    public Comparison compare(String path, String version) {
        return session.locked(() -> {
            Id note = paths.note(path).id();
            History.Version found = find(note, version);
            CrdtDocument document = session.note(note).document();
            String then = document.at(found.heads()).text(NoteDocument.TEXT);
            return Comparison.of(
                    document.now(), then, devices().stream().map(History.Device::id).toList());
        });
    }

    private static void requireOneLine(String name) {
        if (name.length() > MAX_NAME_CHARS || name.chars().anyMatch(Character::isISOControl)) {
            throw Paths.invalid(
                    "The name of a version is one line of at most "
                            + MAX_NAME_CHARS
                            + " characters.");
        }
    }

    private void requireFree(Id document, History.Version newest, String name) {
        boolean taken =
                !name.isEmpty()
                        && session.store.history().versions(document).stream()
                                .anyMatch(version ->
                                        !version.id().equals(newest.id())
                                                && version.name().equals(name));
        if (taken) {
            throw new VaultException(
                    VaultException.Code.EXISTS,
                    "An older version is called “" + name + "” already.",
                    "Choose another name, so that the name means one version.");
        }
    }

    /** The text of a note as it was. */
    public String text(String path, String version) {
        return session.locked(() -> textAt(paths.anyNote(path).id(), version));
    }

    /**
     * The bytes of a note's file as it was. A text that was imported from other than UTF-8 is given
     * in its own bytes, also when it was edited since; only where they are gone and its encoding
     * cannot make them again, in UTF-8.
     */
    public byte[] bytes(String path, String version) {
        return session.locked(() -> {
            Id note = paths.anyNote(path).id();
            Heads heads = find(note, version).heads();
            CrdtReader then = session.note(note).document().at(heads);
            return notes.bytes(then.text(NoteDocument.TEXT), NoteDocument.read(then).source());
        });
    }

    private String textAt(Id note, String version) {
        History.Version found = find(note, version);
        // Stays in memory: whoever looks at one version looks at others, too.
        return session.note(note).document().at(found.heads()).text(NoteDocument.TEXT);
    }

    /** The version with this id, name, or beginning of an id. */
    private History.Version find(Id document, String wanted) {
        List<History.Version> all = session.store.history().versions(document);
        String prefix = wanted.toLowerCase(Locale.ROOT);
        List<History.Version> found =
                all.stream()
                        .filter(v ->
                                v.id().equals(prefix)
                                        || (!wanted.isEmpty() && v.name().equals(wanted)))
                        .toList();
        if (found.isEmpty() && prefix.length() >= MIN_PREFIX) {
            found = all.stream().filter(v -> v.id().startsWith(prefix)).toList();
        }
        if (found.size() > 1) {
            throw new VaultException(
                    VaultException.Code.AMBIGUOUS,
                    "“"
                            + wanted
                            + "” could mean: "
                            + String.join(", ", found.stream().map(History.Version::id).toList())
                            + ".",
                    "Use the whole id of the version.");
        }
        if (found.isEmpty()) {
            throw new VaultException(
                    VaultException.Code.NOT_FOUND,
                    "There is no version “" + wanted + "”.",
                    "“vaultnotes history NOTE” lists the versions.");
        }
        return found.get(0);
    }

    /** What changed word by word from one version to another, or to the note as it is. */
    public List<TextDiff.Run> diff(String path, String from, String to) {
        return session.locked(() -> {
            Id note = paths.note(path).id();
            String after = to.isEmpty() ? notes.text(note) : textAt(note, to);
            return TextDiff.words(textAt(note, from), after);
        });
    }

    /** Gives a note the text it had, as a new edit. */
    public Edited revert(String path, String version) {
        return session.locked(() -> {
            Id note = paths.note(path).id();
            return notes.rewrite(note, textAt(note, version));
        });
    }

    /**
     * The paragraphs in which a note differs from a version.
     *
     * @param start offset in the note as it is
     * @param end end of the paragraph there
     * @param now what stands there
     * @param then what stood there
     */
    public record ChangedParagraph(int start, int end, String now, String then) {}

    /** Where a note differs from a version, paragraph by paragraph, in order. */
    public List<ChangedParagraph> paragraphs(String path, String version) {
        return session.locked(() -> {
            Id note = paths.note(path).id();
            return changed(notes.text(note), textAt(note, version));
        });
    }

    /**
     * Brings one paragraph back as a new edit.
     *
     * @param number which of {@link #paragraphs}, from 1
     */
    public Edited revertParagraph(String path, String version, int number) {
        return session.locked(() -> {
            Id note = paths.note(path).id();
            String now = notes.text(note);
            List<ChangedParagraph> changed = changed(now, textAt(note, version));
            if (number < 1 || number > changed.size()) {
                throw Paths.invalid(
                        "There is no paragraph " + number + ": " + changed.size() + " differ.");
            }
            return back(note, now, changed.get(number - 1));
        });
    }

    private Edited back(Id note, String now, ChangedParagraph chosen) {
        return notes.rewrite(
                note,
                now.substring(0, chosen.start()) + chosen.then() + now.substring(chosen.end()));
    }

    /**
     * Brings a paragraph back that was seen a while ago, wherever it stands now.
     *
     * @throws VaultException with {@code NOT_FOUND} when it was changed meanwhile
     */
    public Edited revertParagraph(String path, String version, ChangedParagraph seen) {
        return session.locked(() -> {
            Id note = paths.note(path).id();
            String now = notes.text(note);
            return changed(now, textAt(note, version)).stream()
                    .filter(p -> p.now().equals(seen.now()) && p.then().equals(seen.then()))
                    .min(Comparator.comparingInt(p -> Math.abs(p.start() - seen.start())))
                    .map(p -> back(note, now, p))
                    .orElseThrow(() -> Session.notFound("such paragraph any more"));
        });
    }

    /** Groups the edits that lead from one text to another by the paragraphs they touch. */
    static List<ChangedParagraph> changed(String now, String then) {
        List<ChangedParagraph> found = new ArrayList<>();
        Paragraphs paragraphs = new Paragraphs(now);
        int shift = 0;
        int start = -1;
        int end = -1;
        int thenStart = 0;
        int thenEnd = 0;
        for (TextEdit edit : TextDiff.edits(NoteDocument.TEXT, now, then)) {
            int at = Paragraphs.place(now, edit, edit.start() - shift);
            if (start < 0 || paragraphs.start(at) > end) {
                if (start >= 0) {
                    found.add(paragraph(now, then, start, end, thenStart, thenEnd));
                }
                start = paragraphs.start(at);
                thenStart = start + shift;
                end = start;
            }
            end = Math.max(end, paragraphs.end(at + edit.deleted()));
            shift += edit.inserted().length() - edit.deleted();
            thenEnd = end + shift;
        }
        if (start >= 0) {
            found.add(paragraph(now, then, start, end, thenStart, thenEnd));
        }
        return found;
    }

    private static ChangedParagraph paragraph(
            String now, String then, int start, int end, int thenStart, int thenEnd) {
        return new ChangedParagraph(
                start, end, now.substring(start, end), then.substring(thenStart, thenEnd));
    }
}
