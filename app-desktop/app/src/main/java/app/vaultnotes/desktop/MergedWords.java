package app.vaultnotes.desktop;

import app.vaultnotes.ui.merging.MergedNote;
import app.vaultnotes.ui.merging.MergedNote.Look;
import app.vaultnotes.vault.Arrivals.Arrival;
import app.vaultnotes.vault.Arrivals.By;
import app.vaultnotes.vault.Arrivals.Choice;
import app.vaultnotes.vault.Arrivals.Kind;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What is said of notes that were merged. */
final class MergedWords {

    private MergedWords() {}

    private static String key(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Who wrote what came. */
    static String names(List<By> by) {
        List<String> names =
                by.stream()
                        .map(each ->
                                each.name().isEmpty() ? Words.of("history.other") : each.name())
                        .distinct()
                        .toList();
        return names.isEmpty()
                ? Words.of("history.other")
                : names.stream().collect(Collectors.joining(", "));
    }

    /** One line of the list. */
    static String line(Arrival arrival) {
        String when = Times.dayAndTime(arrival.atMillis());
        if (arrival.choice() != Choice.NONE) {
            return Words.of(
                    "merged.chosen",
                    Words.of("merged.chose." + key(arrival.choice())),
                    Times.dayAndTime(arrival.chosenMillis()));
        }
        if (arrival.by().isEmpty()) {
            return Words.of(arrival.isNew() ? "merged.new" : "merged.changed", when);
        }
        return Words.of("merged.line." + key(arrival.kind()), names(arrival.by()), when);
    }

    /** What happened, by whom and when, and what was chosen. */
    static String about(Arrival arrival, OptionalLong writtenMillis) {
        String merged = Times.dayAndTime(arrival.atMillis());
        String names = names(arrival.by());
        String what =
                arrival.kind() == Kind.MET && writtenMillis.isPresent()
                        ? Words.of(
                                "merged.about.written",
                                names,
                                Times.dayAndTime(writtenMillis.getAsLong()),
                                merged)
                        : Words.of("merged.about." + key(arrival.kind()), names, merged);
        return arrival.choice() == Choice.NONE ? what : what + " " + line(arrival) + ".";
    }

    /** What the colours mean. */
    static String legend(MergedNote note, boolean isComplete) {
        String words = Words.of("merged.legend." + key(note.look()));
        if (note.arrival().isNew()) {
            words = "";
        } else if (note.isWrittenSince()) {
            words += " " + Words.of("merged.since");
        }
        return isComplete ? words : words + " " + Words.of("history.long");
    }

    /** A way to look at it. */
    static Choosers.Option look(Look look) {
        return new Choosers.Option(look.name(), Words.of("merged.look." + key(look)));
    }

    /** What was done, when a side was taken. */
    static String taken(Choice choice, String path) {
        return Words.of("merged.taken." + key(choice), path);
    }
}
