package app.vaultnotes.vault;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.vault.Alignment.Signed;
import app.vaultnotes.vault.MergedParagraphs.Place;
import app.vaultnotes.vault.Timeline.ChangedParagraph;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The notes that were merged on this device, so that a person who was away can look at them and
 * choose: those in which edits of this device and of others met by a sync, and all that a merge
 * with another copy changed. The newest {@link #KEPT} are remembered; what they were stands in
 * their own histories, so a purged note leaves nothing here.
 */
public final class Arrivals {

    /** How many are remembered. */
    public static final int KEPT = KeptArrivals.MOST;

    private static final Comparator<Arrival> ORDER =
            Comparator.comparingLong(Arrival::atMillis).reversed().thenComparing(Arrival::path);

    private final Session session;
    private final Paths paths;
    private final Notes notes;
    private final Receipts receipts;

    Arrivals(Session session, Paths paths, Notes notes, Receipts receipts) {
        this.session = session;
        this.paths = paths;
        this.notes = notes;
        this.receipts = receipts;
    }

    /** What is known of how a note came together. */
    public enum Kind {
        /** It was not here before. */
        NEW,
        /** It was here, and others wrote in it. */
        CAME,
        /** This device and others wrote in it without knowing of each other. */
        MET
    }

    /** What a person chose. */
    public enum Choice {
        /** Nothing yet. */
        NONE,
        /** The merge as it is. */
        MERGE,
        /** What this device had. */
        MINE,
        /** What the others had. */
        THEIRS,
        /** One for some paragraphs. */
        PARTS
    }

    /** One of the two that were merged. */
    public enum Side {
        /** The note here, without what came. */
        MINE,
        /** The note as the others had it, without what they did not know. */
        THEIRS
    }

    /**
     * Somebody who wrote what came.
     *
     * @param device which of the vault's devices; empty when it is not known
     * @param name what to call it, as {@link Receipts#name} has it; empty when nobody has told
     */
    public record By(Optional<Id> device, String name) {}

    /**
     * A note that was merged.
     *
     * @param note which
     * @param path where it is now
     * @param atMillis when it was merged, by this device's clock
     * @param seen whether a person has looked at it
     * @param by who wrote what came, no more than a few; nobody for one that was merged long ago
     * @param choice what a person chose
     * @param chosenMillis when; 0 for not yet
     */
    public record Arrival(
            Id note,
            String path,
            long atMillis,
            Kind kind,
            boolean seen,
            List<By> by,
            Choice choice,
            long chosenMillis) {

        /** Copies the list. */
        public Arrival {
            by = List.copyOf(by);
        }

        /** Whether it was not here before. */
        public boolean isNew() {
            return kind == Kind.NEW;
        }

        /** Whether this tells of the same merge of the same note. */
        public boolean isSame(Arrival other) {
            return note.equals(other.note) && atMillis == other.atMillis;
        }
    }

    /** What became of a paragraph since the merge. */
    public enum Standing {
        /** It is as the merge left it. */
        OPEN,
        /** It is as the side has it. */
        TAKEN,
        /** Somebody has written in it since. */
        CHANGED
    }

    /**
     * What a merge made of a note, beside one of the two that were merged.
     *
     * @param comparison of the side with the merge
     * @param standing what became of each of its paragraphs since
     */
    public record Beside(Comparison comparison, List<Standing> standing) {

        /** Copies the list. */
        public Beside {
            standing = List.copyOf(standing);
        }

        /** Whether the merge is another one than the side, and still stands somewhere. */
        public boolean isOpen() {
            return standing.contains(Standing.OPEN);
        }
    }

    /**
     * What a merge made of a note.
     *
     * @param mine its text here before; empty when it was new
     * @param theirs its text as the others had it; the merge where only they wrote in it
     * @param merged its text when it was merged
     * @param now its text as it is
     * @param since versions of what came, the newest first
     */
    public record Texts(
            String mine,
            String theirs,
            String merged,
            String now,
            Beside besideMine,
            Beside besideTheirs,
            List<History.Version> since) {

        /** Copies the list. */
        public Texts {
            since = List.copyOf(since);
        }

        /** The merge beside one of the two. */
        public Beside beside(Side side) {
            return side == Side.MINE ? besideMine : besideTheirs;
        }
    }

    /**
     * Living notes that were merged, those of the last merge first, of one merge by their paths; a
     * note once for each merge.
     */
    public List<Arrival> all() {
        return session.locked(() -> {
            Map<String, Id> devices = devices();
            List<Arrival> all = new ArrayList<>();
            for (KeptArrival kept : kept()) {
                session.store
                        .catalogue()
                        .note(kept.note())
                        .filter(Paths::living)
                        .map(row -> arrival(kept, paths.of(row), devices))
                        .ifPresent(all::add);
            }
            all.sort(ORDER);
            return all;
        });
    }

    /** In how many notes something was merged that nobody has looked at. */
    public long unseen() {
        return session.locked(() ->
                kept().stream()
                        .filter(kept -> !kept.seen())
                        .map(KeptArrival::note)
                        .distinct()
                        .filter(note ->
                                session.store
                                        .catalogue()
                                        .note(note)
                                        .filter(Paths::living)
                                        .isPresent())
                        .count());
    }

    /**
     * The last merge of a note about which nobody has chosen, or else the last one.
     *
     * @throws VaultException with {@code NOT_FOUND} when none is remembered
     */
    public Arrival of(String path) {
        return session.locked(() -> {
            Id note = paths.note(path).id();
            List<Arrival> some = all().stream().filter(a -> a.note().equals(note)).toList();
            return some.stream()
                    .filter(arrival -> arrival.choice() == Choice.NONE)
                    .findFirst()
                    .or(() -> some.stream().findFirst())
                    .orElseThrow(() -> Session.notFound("merge of “" + path + "”"));
        });
    }

    private Arrival arrival(KeptArrival kept, String path, Map<String, Id> devices) {
        Kind one = kept.before().equals(Heads.NONE) ? Kind.NEW : Kind.CAME;
        return new Arrival(
                kept.note(),
                path,
                kept.atMillis(),
                kept.isMet() ? Kind.MET : one,
                kept.seen(),
                kept.by().stream().map(digits -> by(digits, devices)).toList(),
                kept.choice(),
                kept.chosenMillis());
    }

    private By by(String digits, Map<String, Id> devices) {
        Optional<Id> device = Optional.ofNullable(devices.get(digits));
        return new By(device, device.map(this::name).orElse(""));
    }

    private String name(Id device) {
        String told = receipts.name(device);
        return told.isEmpty()
                ? session.store.history().devices().stream()
                        .filter(each -> each.id().equals(device))
                        .map(History.Device::name)
                        .findFirst()
                        .orElse("")
                : told;
    }

    /** The devices of the vault, by how the names begin of what they write. */
    private Map<String, Id> devices() {
        Set<Id> all = new LinkedHashSet<>(session.store.records().last().keySet());
        session.store.history().devices().forEach(device -> all.add(device.id()));
        Map<String, Id> devices = new HashMap<>();
        all.forEach(device -> devices.put(Meetings.digits(device), device));
        return devices;
    }

    // ---- what it was ----

    /**
     * The texts of a merge.
     *
     * @throws VaultException with {@code NOT_FOUND} when it is not remembered any more, {@code
     *     DAMAGED} when its history cannot be read
     */
    public Texts texts(Arrival arrival) {
        return session.locked(() -> {
            KeptArrival kept = find(arrival);
            try (CrdtDocument document = session.loadForReading(arrival.note())) {
                return texts(kept, document, paragraphs(kept, document));
            } catch (CrdtException e) {
                throw unreadable(arrival, e);
            }
        });
    }

    private static VaultException unreadable(Arrival arrival, CrdtException why) {
        return new VaultException(
                VaultException.Code.DAMAGED,
                "The history of “" + arrival.path() + "” cannot be read.",
                "“vaultnotes doctor” says what is wrong with the vault.",
                why);
    }

    private Texts texts(KeptArrival kept, CrdtDocument document, MergedParagraphs paragraphs) {
        Set<ChangeHash> later = hashes(document.changesSince(kept.after()));
        List<Change> came = new ArrayList<>(document.changesSince(kept.before()));
        came.removeIf(change -> later.contains(change.hash()));
        String mine = text(document, kept.before());
        String merged = text(document, kept.after());
        String theirs = kept.isMet() ? theirs(kept, document, came, merged) : merged;
        return new Texts(
                mine,
                theirs,
                merged,
                document.now().text(NoteDocument.TEXT),
                beside(document, kept, mine, paragraphs),
                beside(document, kept, theirs, paragraphs),
                versions(kept.note(), hashes(came)));
    }

    private String theirs(
            KeptArrival kept, CrdtDocument document, List<Change> came, String merged) {
        List<Change> apart = Meetings.apart(this::isOwn, kept.before(), came);
        return apart.isEmpty() ? merged : text(document, Meetings.newest(apart));
    }

    private boolean isOwn(ActorId author) {
        return DeviceIdentity.known(session.store)
                .filter(device -> author.toHex().startsWith(Meetings.digits(device)))
                .isPresent();
    }

    private static String text(CrdtDocument document, Heads heads) {
        return heads.equals(Heads.NONE) ? "" : document.at(heads).text(NoteDocument.TEXT);
    }

    private Beside beside(
            CrdtDocument document, KeptArrival kept, String side, MergedParagraphs paragraphs) {
        Comparison comparison = Comparison.of(document.at(kept.after()), side, devices().values());
        return new Beside(
                comparison,
                comparison.paragraphs().stream()
                        .map(paragraph -> paragraphs.find(paragraph).standing())
                        .toList());
    }

    private MergedParagraphs paragraphs(KeptArrival kept, CrdtDocument document) {
        return new MergedParagraphs(
                Signed.of(document.at(kept.after())), Signed.of(document.now()), this::isOwn);
    }

    private static Set<ChangeHash> hashes(List<Change> changes) {
        Set<ChangeHash> hashes = new HashSet<>();
        changes.forEach(change -> hashes.add(change.hash()));
        return hashes;
    }

    private List<History.Version> versions(Id note, Set<ChangeHash> came) {
        Optional<Id> own = DeviceIdentity.known(session.store);
        return session.store.history().versions(note).stream()
                .filter(version -> !own.equals(Optional.of(version.device())))
                .filter(version -> version.heads().hashes().stream().anyMatch(came::contains))
                .toList();
    }

    private List<KeptArrival> kept() {
        return KeptArrivals.all(session.store.facts());
    }

    private KeptArrival find(Arrival arrival) {
        return kept().stream()
                .filter(kept -> isOf(kept, arrival))
                .findFirst()
                .orElseThrow(() -> Session.notFound("such merge any more"));
    }

    private static boolean isOf(KeptArrival kept, Arrival arrival) {
        return kept.note().equals(arrival.note()) && kept.atMillis() == arrival.atMillis();
    }

    // ---- what a person does ----

    /** Marks them as seen. They stay listed until newer ones take their place. */
    public void seen(Collection<Arrival> looked) {
        change(
                kept -> looked.stream().anyMatch(arrival -> isOf(kept, arrival)),
                KeptArrival::asSeen);
    }

    /** Remembers what a person chose about a merge, without an edit. */
    public void choose(Arrival arrival, Choice choice) {
        change(kept -> isOf(kept, arrival), kept -> kept.chosen(choice, session.now()));
    }

    private interface Which {
        boolean isOne(KeptArrival kept);
    }

    private void change(Which which, UnaryOperator<KeptArrival> change) {
        session.locked(() -> {
            List<KeptArrival> after = new ArrayList<>();
            kept().forEach(kept -> after.add(which.isOne(kept) ? change.apply(kept) : kept));
            KeptArrivals.put(session.store.facts(), after);
            return true;
        });
    }

    /**
     * Gives a note the text of one side wherever it still is as the merge left it, by one edit that
     * can be undone; what was written since then stays.
     *
     * @throws VaultException with {@code NOTHING_TO_DO} when nothing of it stands as the merge left
     *     it
     */
    public Edited take(Arrival arrival, Side side) {
        Choice choice = side == Side.MINE ? Choice.MINE : Choice.THEIRS;
        return take(arrival, side, choice, 0);
    }

    /**
     * The same for one paragraph.
     *
     * @param number which of those in which the side differs, from 1
     */
    public Edited take(Arrival arrival, Side side, int number) {
        if (number < 1) {
            throw Paths.invalid("Paragraphs are counted from 1.");
        }
        return take(arrival, side, Choice.PARTS, number);
    }

    /** Takes one paragraph, or all of them for 0. */
    private Edited take(Arrival arrival, Side side, Choice choice, int number) {
        return session.locked(() -> {
            KeptArrival kept = find(arrival);
            LiveNote note = session.note(paths.note(arrival.note().toString()).id());
            List<Place> open = open(arrival, kept, note.document(), side, number);
            if (open.isEmpty()) {
                throw new VaultException(
                        VaultException.Code.NOTHING_TO_DO,
                        "Nothing of it stands in “" + arrival.path() + "” as the merge left it.",
                        "");
            }
            Edited edited = notes.edit(note.id(), MergedParagraphs.taking(open));
            choose(arrival, choice);
            return edited;
        });
    }

    private List<Place> open(
            Arrival arrival, KeptArrival kept, CrdtDocument document, Side side, int number) {
        try {
            MergedParagraphs paragraphs = paragraphs(kept, document);
            return chosen(texts(kept, document, paragraphs).beside(side), number).stream()
                    .map(paragraphs::find)
                    .filter(place -> place.standing() == Standing.OPEN)
                    .toList();
        } catch (CrdtException e) {
            throw unreadable(arrival, e);
        }
    }

    private static List<ChangedParagraph> chosen(Beside beside, int number) {
        List<ChangedParagraph> all = beside.comparison().paragraphs();
        if (number > all.size()) {
            throw Paths.invalid("There is no paragraph " + number + ": " + all.size() + " differ.");
        }
        return number == 0 ? all : List.of(all.get(number - 1));
    }
}
