package app.vaultnotes.cli;

import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.sync.Present;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A note on a terminal, shown again whenever it changes: a screen of it with the carets of others
 * where there is a screen, otherwise its changed lines, or what changed as JSON.
 */
final class ShownNote {

    /** Lines that fit on any screen, with those above and below. */
    private static final int MOST_LINES = 18;

    private static final int MOST_LINE_CHARS = 320;
    private static final String CLEAR = "\u001b[H\u001b[J";

    private final Terminal terminal;
    private final String title;
    private final boolean json;
    private @Nullable String last;
    private List<Caret> lastCarets = List.of();

    /** The line in the middle. */
    private int centre;

    ShownNote(Terminal terminal, String title, boolean json) {
        this.terminal = terminal;
        this.title = title;
        this.json = json;
    }

    /** Where somebody is, in UTF-16 units. */
    record Caret(String name, int at) {}

    /** The carets of those who have a note open, as far as they can be found in its text here. */
    static List<Caret> carets(Vault vault, Id note, List<Present> others) {
        List<Caret> carets = new ArrayList<>();
        for (Present other : others) {
            if (other.caret().note().equals(note)) {
                String name = other.name().isEmpty() ? "somebody" : other.name();
                vault.notes()
                        .offset(note, other.caret().at())
                        .ifPresent(at -> carets.add(new Caret(name, at)));
            }
        }
        return carets;
    }

    /** Shows the note as it is now. */
    void show(String text, List<Caret> carets) {
        Optional<String> before = Optional.ofNullable(last);
        List<TextEdit> edits =
                before.map(old -> TextDiff.letters(NoteDocument.TEXT, old, text)).orElse(List.of());
        boolean isSame = before.isPresent() && edits.isEmpty() && carets.equals(lastCarets);
        last = text;
        lastCarets = carets;
        if (isSame) {
            return;
        }
        if (json) {
            Json.print(terminal.out(), shape(before.isEmpty() ? text : null, edits, carets));
        } else if (terminal.colour()) {
            draw(text, edits, carets);
        } else {
            printChanged(text, before.isEmpty(), edits);
        }
        terminal.out().flush();
    }

    private static Map<String, Object> shape(
            @Nullable String first, List<TextEdit> edits, List<Caret> carets) {
        Map<String, Object> shape = new LinkedHashMap<>();
        if (first != null) {
            shape.put("text", first);
        }
        shape.put(
                "edits",
                edits.stream()
                        .map(e ->
                                Json.shape(
                                        "at",
                                        e.start(),
                                        "deleted",
                                        e.deleted(),
                                        "inserted",
                                        e.inserted()))
                        .toList());
        shape.put(
                "others",
                carets.stream().map(c -> Json.shape("name", c.name(), "at", c.at())).toList());
        return shape;
    }

    private void printChanged(String text, boolean isFirst, List<TextEdit> edits) {
        if (isFirst) {
            terminal.out().println(terminal.lines(text.stripTrailing()));
            return;
        }
        List<String> lines = text.lines().toList();
        edits.stream()
                .map(edit -> lineOf(text, edit.start()))
                .distinct()
                .filter(line -> line < lines.size())
                .forEach(line -> terminal.out().println(numbered(line, lines.get(line))));
    }

    private String numbered(int line, String words) {
        return terminal.line((line + 1) + ": " + words);
    }

    private static int lineOf(String text, int at) {
        return (int)
                text.substring(0, Math.min(at, text.length()))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    private void draw(String text, List<TextEdit> edits, List<Caret> carets) {
        if (!edits.isEmpty()) {
            centre = lineOf(text, edits.getLast().start());
        } else if (!carets.isEmpty()) {
            centre = lineOf(text, carets.getFirst().at());
        }
        List<String> lines = lines(text, carets);
        int from = Math.max(0, Math.min(centre - MOST_LINES / 2, lines.size() - MOST_LINES));
        StringBuilder screen = new StringBuilder(CLEAR);
        screen.append(terminal.line(terminal.bold(title))).append('\n');
        screen.append(terminal.line(terminal.faint(who(carets)))).append("\n\n");
        lines.stream()
                .skip(from)
                .limit(MOST_LINES)
                .forEach(line -> screen.append(terminal.line(line)).append('\n'));
        terminal.out().print(screen);
    }

    private static String who(List<Caret> carets) {
        return carets.isEmpty()
                ? "Nobody else is here."
                : "Here: "
                        + carets.stream()
                                .map(Caret::name)
                                .distinct()
                                .collect(Collectors.joining(", "));
    }

    /** The lines of a text, with the carets in them. */
    private List<String> lines(String text, List<Caret> carets) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (String line : text.split("\n", -1)) {
            lines.add(line(line, start, carets));
            start += line.length() + 1;
        }
        return lines;
    }

    private String line(String line, int start, List<Caret> carets) {
        List<Caret> here =
                carets.stream()
                        .filter(c -> c.at() >= start && c.at() <= start + line.length())
                        .sorted((one, other) -> Integer.compare(other.at(), one.at()))
                        .toList();
        int from =
                here.isEmpty() ? 0 : Math.max(0, here.getLast().at() - start - MOST_LINE_CHARS / 2);
        int to = Math.min(line.length(), from + MOST_LINE_CHARS);
        StringBuilder shown = new StringBuilder(line.substring(from, to));
        for (Caret caret : here) {
            if (caret.at() - start <= to) {
                shown.insert(caret.at() - start - from, terminal.bold("▏"));
            }
        }
        here.forEach(c -> shown.append(terminal.faint("  ‹" + c.name() + "›")));
        return (from > 0 ? "…" : "") + shown + (to < line.length() ? "…" : "");
    }
}
