package app.vaultnotes.ui.merging;

import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Arrivals.Arrival;
import app.vaultnotes.vault.Arrivals.Beside;
import app.vaultnotes.vault.Arrivals.Choice;
import app.vaultnotes.vault.Arrivals.Kind;
import app.vaultnotes.vault.Arrivals.Side;
import app.vaultnotes.vault.Arrivals.Standing;
import app.vaultnotes.vault.Arrivals.Texts;
import app.vaultnotes.vault.History;
import app.vaultnotes.vault.Timeline.ChangedParagraph;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * A note that was merged, as a person looks at it: two of three texts in one, and what can be
 * chosen.
 *
 * @param look which two
 */
public record MergedNote(Arrival arrival, Texts texts, Look look) {

    /** Which texts stand beside each other. */
    public enum Look {
        /** What this device had, and the merge: shows what came. */
        MINE,
        /** What the others had, and the merge: shows what this device had written. */
        THEIRS,
        /** What this device had, and what the others had. */
        APART
    }

    /** A note that is looked at first: what came shows. */
    public static MergedNote of(Arrival arrival, Texts texts) {
        return new MergedNote(arrival, texts, Look.MINE);
    }

    /** The same with other texts beside each other. */
    public MergedNote looking(Look other) {
        return new MergedNote(arrival, texts, other);
    }

    /** How it can be looked at. */
    public List<Look> looks() {
        return arrival.kind() == Kind.MET ? List.of(Look.values()) : List.of(Look.MINE);
    }

    /** Both texts in one, word by word: what went is of the one, what came of the other. */
    public List<TextDiff.Run> words() {
        return look == Look.APART
                ? TextDiff.words(texts.mine(), texts.theirs())
                : beside().comparison().words();
    }

    /** Who wrote what came, as {@link app.vaultnotes.vault.Comparison#writers} has it. */
    public Map<Integer, Id> writers() {
        return look == Look.APART ? Map.of() : beside().comparison().writers();
    }

    /** The side from which paragraphs are taken here. */
    public Side side() {
        return look == Look.THEIRS ? Side.THEIRS : Side.MINE;
    }

    private Beside beside() {
        return texts.beside(side());
    }

    /** The paragraphs that can be taken here, by where they begin in the merge. */
    public List<ChangedParagraph> open() {
        return numbers().stream()
                .map(number -> beside().comparison().paragraphs().get(number - 1))
                .toList();
    }

    /** The numbers of those among all in which the side differs, from 1. */
    public List<Integer> numbers() {
        if (look == Look.APART || !canTake(side())) {
            return List.of();
        }
        List<Standing> standing = beside().standing();
        return IntStream.range(0, standing.size())
                .filter(i -> standing.get(i) == Standing.OPEN)
                .mapToObj(i -> i + 1)
                .toList();
    }

    /** Whether a side can be taken: somewhere it differs, and the merge still stands there. */
    public boolean canTake(Side side) {
        boolean isSide = side == Side.MINE || arrival.kind() == Kind.MET;
        return isSide && !arrival.isNew() && texts.beside(side).isOpen();
    }

    /** Whether it can be said that the merge is right. */
    public boolean canKeep() {
        return arrival.choice() == Choice.NONE && !arrival.isNew();
    }

    /** Whether somebody has written since in what the merge changed, which stays as it is. */
    public boolean isWrittenSince() {
        return looks().contains(look) && beside().standing().contains(Standing.CHANGED);
    }

    /** When the others last wrote what came, by their clocks; empty when nobody has told. */
    public OptionalLong writtenMillis() {
        return texts.since().stream()
                .max(Comparator.comparingLong(History.Version::toMillis))
                .map(version -> OptionalLong.of(version.toMillis()))
                .orElse(OptionalLong.empty());
    }
}
