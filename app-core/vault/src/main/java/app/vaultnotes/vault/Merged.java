package app.vaultnotes.vault;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a merge did.
 *
 * @param notes notes here that are new or changed
 * @param received changes that came
 * @param sent changes that went
 * @param purged notes and files of the other copy that were purged here and stay away
 * @param purgedThere notes and files of this copy that were purged there and stay away from it
 * @param alike paths here of what came and has the name of something that stood there: links of
 *     that name lead to one of the two
 * @param mended attachments whose bytes were damaged or missing and came from the other copy
 * @param problems what could not be brought in, and why
 */
public record Merged(
        int notes,
        int received,
        int sent,
        int purged,
        int purgedThere,
        List<String> alike,
        List<String> mended,
        List<String> problems) {

    static Merged of(Merging.Brought brought) {
        return new Merged(
                brought.notes(),
                brought.changes(),
                0,
                brought.purged(),
                0,
                brought.alike(),
                brought.mended(),
                brought.problems());
    }

    /** This and what mending attachments brought. */
    public Merged and(Merged mending) {
        return new Merged(
                notes,
                received,
                sent,
                purged,
                purgedThere,
                alike,
                together(mended, "", mending.mended),
                together(problems, "", mending.problems));
    }

    /** This and what the other copy took from this one. */
    public Merged withOther(Merged there) {
        return new Merged(
                notes,
                received,
                there.received,
                purged,
                there.purged,
                alike,
                together(mended, "in the other copy: ", there.mended),
                together(problems, "to the other copy: ", there.problems));
    }

    private static List<String> together(List<String> here, String prefix, List<String> more) {
        return Stream.concat(here.stream(), more.stream().map(prefix::concat)).toList();
    }
}
