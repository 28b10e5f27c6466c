package app.vaultnotes.vault;

import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The notes that merges changed on this device, so that a person who was away can look at them. The
 * newest {@link #KEPT} are remembered; what they were stands in their own histories, so a purged
 * note leaves nothing here.
 */
public final class Arrivals {

    /** How many are remembered. */
    public static final int KEPT = 200;

    /** The local fact that holds them, the newest first, one a line. */
    private static final String FACT = "arrivals";

    private static final Comparator<Arrival> ORDER =
            Comparator.comparingLong(Arrival::atMillis).reversed().thenComparing(Arrival::path);

    private static final String NONE = "-";
    private static final int FIELDS = 5;

    private final Session session;
    private final Paths paths;

    Arrivals(Session session, Paths paths) {
        this.session = session;
        this.paths = paths;
    }

    /**
     * A note that a merge changed.
     *
     * @param note which
     * @param path where it is now
     * @param atMillis when it was merged, by this device's clock
     * @param isNew whether it was not here before
     * @param seen whether a person has looked at it
     */
    public record Arrival(Id note, String path, long atMillis, boolean isNew, boolean seen) {}

    /**
     * What a merge made of a note.
     *
     * @param before its text here before; empty when it was new
     * @param after its text when the merge was done
     * @param words what came and went, word by word
     */
    public record Texts(String before, String after, List<TextDiff.Run> words) {}

    /** What is remembered of one; the moments of the note before and after. */
    record Kept(Id note, long atMillis, boolean seen, Heads before, Heads after) {

        private String line() {
            return String.join(
                    " ",
                    note.toString(),
                    Long.toString(atMillis),
                    seen ? "seen" : "new",
                    hex(before),
                    hex(after));
        }

        private static String hex(Heads heads) {
            String hex = HexFormat.of().formatHex(heads.toByteArray());
            return hex.isEmpty() ? NONE : hex;
        }

        private static Optional<Kept> parse(String line) {
            String[] fields = line.split(" ", -1);
            if (fields.length != FIELDS) {
                return Optional.empty();
            }
            try {
                long at = Long.parseLong(fields[1]);
                boolean seen = fields[2].equals("seen");
                Heads before = heads(fields[3]);
                Heads after = heads(fields[4]);
                return Id.parse(fields[0]).map(id -> new Kept(id, at, seen, before, after));
            } catch (IllegalArgumentException e) {
                return Optional.empty(); // a damaged line of what is for show only
            }
        }

        private static Heads heads(String hex) {
            return hex.equals(NONE)
                    ? Heads.NONE
                    : Heads.fromByteArray(HexFormat.of().parseHex(hex));
        }

        private Kept asSeen() {
            return new Kept(note, atMillis, true, before, after);
        }
    }

    /**
     * Living notes that merges changed, those of the last merge first, of one merge by their paths;
     * a note once for each merge.
     */
    public List<Arrival> all() {
        return session.locked(() -> {
            List<Arrival> all = new ArrayList<>();
            for (Kept kept : kept()) {
                session.store
                        .catalogue()
                        .note(kept.note())
                        .filter(Paths::living)
                        .map(row -> arrival(kept, paths.of(row)))
                        .ifPresent(all::add);
            }
            all.sort(ORDER);
            return all;
        });
    }

    private static Arrival arrival(Kept kept, String path) {
        boolean isNew = kept.before().equals(Heads.NONE);
        return new Arrival(kept.note(), path, kept.atMillis(), isNew, kept.seen());
    }

    /**
     * The texts before and after a merge.
     *
     * @throws VaultException with {@code NOT_FOUND} when it is not remembered any more, {@code
     *     DAMAGED} when its history cannot be read
     */
    public Texts texts(Arrival arrival) {
        return session.locked(() -> {
            Kept kept =
                    kept().stream()
                            .filter(k -> isOf(k, arrival))
                            .findFirst()
                            .orElseThrow(() -> Session.notFound("such merge any more"));
            try (CrdtDocument document = session.loadForReading(kept.note())) {
                String before =
                        kept.before().equals(Heads.NONE)
                                ? ""
                                : document.at(kept.before()).text(NoteDocument.TEXT);
                String after = document.at(kept.after()).text(NoteDocument.TEXT);
                return new Texts(before, after, TextDiff.words(before, after));
            } catch (CrdtException e) {
                throw new VaultException(
                        VaultException.Code.DAMAGED,
                        "The history of “" + arrival.path() + "” cannot be read.",
                        "“vaultnotes doctor” says what is wrong with the vault.",
                        e);
            }
        });
    }

    private static boolean isOf(Kept kept, Arrival arrival) {
        return kept.note().equals(arrival.note()) && kept.atMillis() == arrival.atMillis();
    }

    /** Marks them as seen. They stay listed until newer ones take their place. */
    public void seen(Collection<Arrival> looked) {
        session.locked(() -> {
            List<Kept> after = new ArrayList<>();
            for (Kept kept : kept()) {
                boolean now = looked.stream().anyMatch(arrival -> isOf(kept, arrival));
                after.add(now ? kept.asSeen() : kept);
            }
            put(after);
            return true;
        });
    }

    private List<Kept> kept() {
        return session.store
                .facts()
                .get(FACT)
                .orElse("")
                .lines()
                .flatMap(line -> Kept.parse(line).stream())
                .toList();
    }

    /** Remembers what a merge changed. */
    void add(List<Kept> came) {
        if (!came.isEmpty()) {
            List<Kept> all = new ArrayList<>(came);
            all.addAll(kept());
            put(all);
        }
    }

    /** Forgets notes that are purged. */
    void forget(Collection<Id> gone) {
        List<Kept> all = kept();
        List<Kept> left = all.stream().filter(kept -> !gone.contains(kept.note())).toList();
        if (left.size() < all.size()) {
            put(left);
        }
    }

    private void put(List<Kept> all) {
        List<String> lines = all.stream().limit(KEPT).map(Kept::line).toList();
        session.store.facts().put(FACT, String.join("\n", lines));
    }
}
