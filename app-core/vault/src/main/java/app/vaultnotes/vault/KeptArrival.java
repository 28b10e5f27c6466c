package app.vaultnotes.vault;

import app.vaultnotes.crdt.Heads;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Arrivals.Choice;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What is remembered of a note that was merged, as one line of text.
 *
 * @param seen whether a person has looked at it
 * @param before the note here before, without what came; none when it was new
 * @param after the note when it was merged
 * @param isMet whether this device had edits in it that those who wrote the others did not know
 * @param by how the names of those who wrote what came begin, in hexadecimal digits
 * @param chosenMillis when a person chose; 0 when nobody has
 */
record KeptArrival(
        Id note,
        long atMillis,
        boolean seen,
        Heads before,
        Heads after,
        boolean isMet,
        List<String> by,
        Choice choice,
        long chosenMillis) {

    private static final String NONE = "-";
    private static final String MET = "met";
    private static final int FIELDS = 9;

    /** A line of those who knew neither who wrote nor what was chosen. */
    private static final int OLD_FIELDS = 5;

    KeptArrival {
        by = List.copyOf(by);
    }

    /** One that nobody has looked at. */
    KeptArrival(Id note, long atMillis, Heads before, Heads after, boolean isMet, List<String> by) {
        this(note, atMillis, false, before, after, isMet, by, Choice.NONE, 0);
    }

    String line() {
        return String.join(
                " ",
                note.toString(),
                Long.toString(atMillis),
                seen ? "seen" : "new",
                hex(before),
                hex(after),
                isMet ? MET : NONE,
                by.isEmpty() ? NONE : String.join("+", by),
                choice.name().toLowerCase(Locale.ROOT),
                Long.toString(chosenMillis));
    }

    private static String hex(Heads heads) {
        String hex = HexFormat.of().formatHex(heads.toByteArray());
        return hex.isEmpty() ? NONE : hex;
    }

    /** Reads a line; a damaged one of what is for show only is none. */
    static Optional<KeptArrival> parse(String line) {
        String[] fields = line.split(" ", -1);
        if (fields.length != FIELDS && fields.length != OLD_FIELDS) {
            return Optional.empty();
        }
        try {
            KeptArrival old =
                    new KeptArrival(
                            Id.parse(fields[0]).orElseThrow(IllegalArgumentException::new),
                            Long.parseLong(fields[1]),
                            fields[2].equals("seen"),
                            heads(fields[3]),
                            heads(fields[4]),
                            false,
                            List.of(),
                            Choice.NONE,
                            0);
            return Optional.of(fields.length == OLD_FIELDS ? old : old.with(fields));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private KeptArrival with(String[] fields) {
        List<String> by = fields[6].equals(NONE) ? List.of() : List.of(fields[6].split("\\+"));
        return new KeptArrival(
                note,
                atMillis,
                seen,
                before,
                after,
                fields[5].equals(MET),
                by,
                Choice.valueOf(fields[7].toUpperCase(Locale.ROOT)),
                Long.parseLong(fields[8]));
    }

    private static Heads heads(String hex) {
        return hex.equals(NONE) ? Heads.NONE : Heads.fromByteArray(HexFormat.of().parseHex(hex));
    }

    KeptArrival asSeen() {
        return new KeptArrival(
                note, atMillis, true, before, after, isMet, by, choice, chosenMillis);
    }

    KeptArrival chosen(Choice now, long nowMillis) {
        long millis = now == Choice.NONE ? 0 : nowMillis;
        return new KeptArrival(note, atMillis, true, before, after, isMet, by, now, millis);
    }

    /** Whether one that came goes on where this ended, before anybody looked or wrote. */
    boolean goesOnIn(KeptArrival next) {
        return note.equals(next.note)
                && after.equals(next.before)
                && !before.equals(Heads.NONE)
                && !seen
                && choice == Choice.NONE;
    }

    /** Both in one. */
    KeptArrival with(KeptArrival next) {
        Set<String> all = new LinkedHashSet<>(by);
        all.addAll(next.by);
        List<String> some = new ArrayList<>(all);
        return new KeptArrival(
                note,
                next.atMillis,
                before,
                next.after,
                isMet || next.isMet,
                some.subList(0, Math.min(some.size(), Meetings.MOST_WRITERS)));
    }
}
