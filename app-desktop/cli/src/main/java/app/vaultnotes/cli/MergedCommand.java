package app.vaultnotes.cli;

import app.vaultnotes.vault.Arrivals;
import app.vaultnotes.vault.Arrivals.Arrival;
import app.vaultnotes.vault.Arrivals.Beside;
import app.vaultnotes.vault.Arrivals.By;
import app.vaultnotes.vault.Arrivals.Choice;
import app.vaultnotes.vault.Arrivals.Kind;
import app.vaultnotes.vault.Arrivals.Side;
import app.vaultnotes.vault.Arrivals.Texts;
import app.vaultnotes.vault.Edited;
import app.vaultnotes.vault.Timeline.ChangedParagraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code merged}. */
@Command(
        description = {
            "List the notes that were merged while nobody looked: those in which you and others"
                    + " wrote without knowing of each other, and what other copies brought.",
            "Of one note, show what you had, what the others had and what became of it, and choose."
        })
final class MergedCommand extends VaultCommand {

    /** The names of the two sides. */
    static final class Sides extends Choices<Side> {
        Sides() {
            super(Side.values());
        }
    }

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NOTE",
            description = "The note; all of them unless given.")
    private @Nullable String note;

    @Option(names = "--keep", description = "Remember that the merge is right.")
    private boolean keep;

    @Option(
            names = "--take",
            paramLabel = "SIDE",
            completionCandidates = Sides.class,
            converter = Sides.class,
            description =
                    "mine (what this device had) or theirs: gives the note that, by an edit that"
                            + " can be undone. What was written since stays.")
    private @Nullable Side take;

    @Option(
            names = "--paragraph",
            paramLabel = "N",
            description = "Take only the Nth paragraph in which that side differs.")
    private @Nullable Integer paragraph;

    MergedCommand(Context context) {
        super(context);
    }

    @Override
    boolean writes() {
        return keep || take != null;
    }

    @Override
    int run(OpenVault open) {
        Arrivals arrivals = vault(open).arrivals();
        String named = note;
        Side side = take;
        if (named == null) {
            requireNothingToDo();
            return list(arrivals.all());
        }
        Arrival arrival = arrivals.of(named);
        if (side != null) {
            return take(arrivals, arrival, side);
        }
        requireNoParagraph();
        if (keep) {
            arrivals.choose(arrival, Choice.MERGE);
            Edited edited = new Edited(arrival.note(), arrival.path(), "", 0, 0);
            return told(edited, "Kept the merge of “" + arrival.path() + "”.");
        }
        return show(arrival, arrivals.texts(arrival));
    }

    private void requireNothingToDo() {
        if (writes()) {
            throw new WrongUsage("--keep and --take need a note.", "Name the note.");
        }
        requireNoParagraph();
    }

    private void requireNoParagraph() {
        if (paragraph != null) {
            throw new WrongUsage("--paragraph goes with --take.", "Say which side to take.");
        }
    }

    private int take(Arrivals arrivals, Arrival arrival, Side side) {
        if (keep) {
            throw new WrongUsage("--keep and --take exclude each other.", "Give one of them.");
        }
        Integer number = paragraph;
        Edited edited =
                number == null
                        ? arrivals.take(arrival, side)
                        : arrivals.take(arrival, side, number);
        String what = number == null ? "" : "a paragraph of ";
        String whose = side == Side.MINE ? "what this device had" : "what the others had";
        return told(edited, "“" + edited.path() + "” has " + what + whose + ".");
    }

    // ---- what is shown ----

    private int list(List<Arrival> all) {
        if (json()) {
            print(Map.of("merged", all.stream().map(MergedCommand::shape).toList()));
            return 0;
        }
        all.forEach(arrival -> say(line(arrival)));
        return 0;
    }

    private static Map<String, Object> shape(Arrival arrival) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("id", arrival.note());
        shape.put("path", arrival.path());
        shape.put("at", time(arrival.atMillis()));
        shape.put("kind", Choices.word(arrival.kind()));
        shape.put("seen", arrival.seen());
        shape.put(
                "by",
                arrival.by().stream()
                        .map(by -> Json.shape("id", by.device(), "name", by.name()))
                        .toList());
        shape.put("choice", Choices.word(arrival.choice()));
        if (arrival.choice() != Choice.NONE) {
            shape.put("chosen", time(arrival.chosenMillis()));
        }
        return shape;
    }

    private String line(Arrival arrival) {
        String names =
                arrival.by().stream()
                        .map(By::name)
                        .map(name -> name.isEmpty() ? "another device" : name)
                        .distinct()
                        .collect(Collectors.joining(", "));
        String who = names.isEmpty() ? "another copy" : names;
        String what =
                switch (arrival.kind()) {
                    case MET -> "you and " + who;
                    case CAME -> who;
                    case NEW -> "new from " + who;
                };
        String chosen =
                switch (arrival.choice()) {
                    case NONE -> "";
                    case MERGE -> "  kept";
                    case MINE -> "  mine taken";
                    case THEIRS -> "  theirs taken";
                    case PARTS -> "  paragraphs taken";
                };
        String path = arrival.seen() ? arrival.path() : terminal().bold(arrival.path());
        return time(arrival.atMillis()) + "  " + path + "  " + what + chosen;
    }

    private int show(Arrival arrival, Texts texts) {
        boolean isMet = arrival.kind() == Kind.MET;
        if (json()) {
            Map<String, Object> shape = new LinkedHashMap<>(shape(arrival));
            shape.put("mine", side(texts.mine(), texts.besideMine()));
            if (isMet) {
                shape.put("theirs", side(texts.theirs(), texts.besideTheirs()));
            }
            shape.put("merged", texts.merged());
            print(shape);
            return 0;
        }
        say(line(arrival));
        show("From what this device had to the merge:", texts.besideMine());
        if (isMet) {
            show("From what the others had to the merge:", texts.besideTheirs());
        }
        return 0;
    }

    private static Map<String, Object> side(String text, Beside beside) {
        List<Map<String, Object>> paragraphs = new ArrayList<>();
        for (ChangedParagraph each : beside.comparison().paragraphs()) {
            int index = paragraphs.size();
            Map<String, Object> paragraph = new LinkedHashMap<>();
            paragraph.put("number", index + 1);
            paragraph.put("merged", each.now());
            paragraph.put("side", each.then());
            paragraph.put("standing", Choices.word(beside.standing().get(index)));
            paragraphs.add(paragraph);
        }
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("text", text);
        shape.put("runs", HistoryCommands.shapes(beside.comparison().words()));
        shape.put("paragraphs", paragraphs);
        return shape;
    }

    private void show(String head, Beside beside) {
        say("");
        say(terminal().bold(head));
        StringBuilder shown = new StringBuilder();
        beside.comparison()
                .words()
                .forEach(run -> shown.append(HistoryCommands.styled(terminal(), run)));
        terminal().out().print(shown);
        if (!shown.toString().endsWith("\n")) {
            terminal().out().println();
        }
    }
}
