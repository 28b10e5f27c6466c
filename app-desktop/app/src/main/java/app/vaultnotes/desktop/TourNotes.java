package app.vaultnotes.desktop;

import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Vault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The notes of a vault that a tour shows.
 *
 * @param chosen their paths
 */
record TourNotes(Map<Kind, String> chosen) {

    private static final int MOST_READ = 2_000;
    private static final int LONG_NAME = 60;
    private static final Pattern RIGHT_TO_LEFT = Pattern.compile("[\\u0590-\\u06ff]");
    private static final Pattern EAST_ASIAN =
            Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsHangul}]");

    /** Why a note is shown. */
    enum Kind {
        /** It has much of everything. */
        MAIN,
        /** Others link to it. */
        LINKED,
        TABLE,
        FORMULA,
        LONG_NAME,
        RIGHT_TO_LEFT,
        EAST_ASIAN,
        PICTURE
    }

    /** A note of the vault. */
    private record Note(String path, String text) {

        boolean has(Kind kind) {
            return switch (kind) {
                case MAIN, LINKED -> true;
                case TABLE -> text.contains("|\n| :--") || text.contains("|\n|--");
                case FORMULA -> text.contains("$$\n") || text.contains("```");
                case LONG_NAME -> path.substring(path.lastIndexOf('/') + 1).length() > LONG_NAME;
                case RIGHT_TO_LEFT -> RIGHT_TO_LEFT.matcher(path).find();
                case EAST_ASIAN -> EAST_ASIAN.matcher(path).find();
                case PICTURE -> text.contains("![[");
            };
        }
    }

    /** Those of the sample. */
    static TourNotes ofSample() {
        Map<Kind, String> chosen = new EnumMap<>(Kind.class);
        chosen.put(Kind.MAIN, SampleVault.MAIN);
        chosen.put(Kind.LINKED, "Cell biology/Endoplasmic reticulum");
        chosen.put(Kind.TABLE, "Field days/Species list");
        chosen.put(Kind.FORMULA, "Cell biology/Resting potential");
        chosen.put(
                Kind.LONG_NAME,
                "Languages/A name that goes on and on because somebody pasted the whole title of a"
                        + " paper into it, with its subtitle and the year");
        chosen.put(Kind.RIGHT_TO_LEFT, "Languages/رحلة إلى الحديقة");
        chosen.put(Kind.EAST_ASIAN, "Languages/東京の庭園");
        chosen.put(Kind.PICTURE, "Field days/Salt marsh, 3 October");
        return new TourNotes(chosen);
    }

    /** Those of any vault: for each kind the longest note that has it. */
    static TourNotes of(Vault vault) {
        List<Note> notes = new ArrayList<>();
        Catalogue.Page page = new Catalogue.Page(Catalogue.Sort.NAME, 0, MOST_READ);
        for (Catalogue.NoteRow row : vault.catalogue().notes(page)) {
            String text = vault.notes().text(row.state().id());
            notes.add(new Note(vault.paths().of(row), text));
        }
        Map<Kind, String> chosen = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            longest(notes, note -> note.has(kind)).ifPresent(path -> chosen.put(kind, path));
        }
        return new TourNotes(chosen);
    }

    private static Optional<String> longest(List<Note> notes, Predicate<Note> wanted) {
        return notes.stream()
                .filter(wanted)
                .max(
                        Comparator.comparingInt((Note note) -> note.text().length())
                                .thenComparing(Note::path))
                .map(Note::path);
    }

    /** The note of a kind, when the vault has one. */
    Optional<String> of(Kind kind) {
        return Optional.ofNullable(chosen.get(kind));
    }
}
