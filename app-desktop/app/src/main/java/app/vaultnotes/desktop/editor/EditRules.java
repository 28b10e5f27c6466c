package app.vaultnotes.desktop.editor;

import app.vaultnotes.ui.live.Selection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.control.IndexRange;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/** What keys do beyond typing: lists that go on, marks around a selection. */
final class EditRules {

    /** Quote signs, then perhaps the mark of a list item, then perhaps the box of a task. */
    private static final Pattern PREFIX =
            Pattern.compile(
                    "^((?:[ \\t]*>[ \\t]?)*[ \\t]*)(?:([-*+])|(\\d{1,9})([.)]))?([ \\t]+)?(\\[.\\][ \\t]+)?");

    /** The box of a task, at the start of its line. */
    private static final Pattern BOX =
            Pattern.compile("^(?:[ \\t]*>)*[ \\t]*(?:[-*+]|\\d+[.)])[ \\t]+\\[(.)\\]");

    private static final int INDENT_SPACES = 4;

    private EditRules() {}

    /** Copies what is selected as it is written in the note, marks included. */
    static void copy(LiveArea area) {
        Selection at = area.selected();
        int from = at.start();
        int to = at.end();
        if (from < to) {
            ClipboardContent content = new ClipboardContent();
            content.putString(area.live().text(from, to));
            Clipboard.getSystemClipboard().setContent(content);
        }
    }

    /** Pastes words as they are. */
    static void pastePlain(LiveArea area) {
        Clipboard board = Clipboard.getSystemClipboard();
        if (board.hasString() && area.isEditable()) {
            area.replaceSelection(board.getString().replace("\r\n", "\n"));
        }
    }

    /** A line of a note: where it begins, and its text without its line end. */
    private record Line(int start, String text) {
        static Line at(LiveArea area, int place) {
            int start = area.live().lineStart(place);
            return new Line(start, area.live().text(start, area.live().lineEnd(place)));
        }

        int end() {
            return start + text.length();
        }
    }

    /** A new line; in a list it begins the next item, behind an empty item it ends the list. */
    static void newLine(LiveArea area) {
        String lineEnd = area.lineEnd();
        Selection at = area.selected();
        int from = at.start();
        int to = at.end();
        Line line = Line.at(area, from);
        Optional<Item> item = Item.of(line.text()).filter(i -> from >= line.start() + i.length());
        if (item.isEmpty()) {
            area.edit(from, to - from, lineEnd);
        } else if (item.get().length() == line.text().length() && from == to) {
            area.edit(line.start(), line.text().length(), "");
        } else {
            area.edit(from, to - from, lineEnd + item.get().next());
        }
    }

    /** What stands before the words of a list item or a quote. */
    private record Item(
            String quote, String bullet, String number, String dot, String gap, boolean task) {
        static Optional<Item> of(String line) {
            Matcher m = PREFIX.matcher(line);
            if (!m.find() || m.end() == 0) {
                return Optional.empty();
            }
            boolean listed = m.group(2) != null || m.group(3) != null;
            if (listed && m.group(5) == null) {
                return Optional.empty();
            }
            if (!listed && m.group(1).indexOf('>') < 0) {
                return Optional.empty();
            }
            return Optional.of(
                    new Item(
                            m.group(1),
                            text(m.group(2)),
                            text(m.group(3)),
                            text(m.group(4)),
                            listed ? m.group(5) : "",
                            listed && m.group(6) != null));
        }

        private static String text(@org.jspecify.annotations.Nullable String group) {
            return group == null ? "" : group;
        }

        int length() {
            return quote.length()
                    + bullet.length()
                    + number.length()
                    + dot.length()
                    + gap.length()
                    + (task ? 4 : 0);
        }

        String next() {
            String count = number.isEmpty() ? "" : Long.toString(Long.parseLong(number) + 1);
            return quote + bullet + count + dot + gap + (task ? "[ ] " : "");
        }
    }

    /** At the start of a list item takes its mark away; says whether it did. */
    static boolean backspace(LiveArea area) {
        Selection at = area.selected();
        if (!at.isEmpty()) {
            return false;
        }
        Line line = Line.at(area, at.caret());
        Optional<Item> item = Item.of(line.text());
        if (item.isEmpty() || at.caret() != line.start() + item.get().length()) {
            return false;
        }
        int kept =
                item.get().quote().length() == item.get().length()
                        ? 0
                        : item.get().quote().length();
        area.edit(line.start() + kept, item.get().length() - kept, "");
        return true;
    }

    /** Moves list items in or out; anywhere else a tab is a tab. */
    static void indent(LiveArea area, boolean out) {
        Selection at = area.selected();
        Line shown = Line.at(area, at.caret());
        int start = shown.start();
        String line = shown.text();
        boolean listed = Item.of(line).isPresent();
        if (!listed && !out) {
            area.edit(at.start(), at.end() - at.start(), "\t");
        } else if (!out) {
            area.edit(start, 0, "\t", Selection.caret(at.caret() + 1));
        } else if (line.startsWith("\t")) {
            area.edit(start, 1, "", Selection.caret(Math.max(start, at.caret() - 1)));
        } else {
            int spaces = 0;
            while (spaces < Math.min(INDENT_SPACES, line.length()) && line.charAt(spaces) == ' ') {
                spaces++;
            }
            area.edit(start, spaces, "", Selection.caret(Math.max(start, at.caret() - spaces)));
        }
    }

    /** Puts marks around what is selected, or takes them away when they are there. */
    static void surround(LiveArea area, String mark) {
        if (area.getScene().getFocusOwner() instanceof TextField field) {
            IndexRange range = field.getSelection();
            field.replaceSelection(mark + field.getSelectedText() + mark);
            field.selectRange(range.getStart() + mark.length(), range.getEnd() + mark.length());
        } else {
            surroundText(area, mark);
        }
    }

    private static void surroundText(LiveArea area, String mark) {
        Selection at = area.selected();
        int from = at.start();
        int to = at.end();
        int length = mark.length();
        boolean marked = stands(area, mark, to) && stands(area, mark, from - length);
        String inside = area.live().text(from, to);
        if (marked) {
            area.edit(
                    from - length,
                    to - from + 2 * length,
                    inside,
                    new Selection(from - length, to - length));
        } else {
            area.edit(
                    from,
                    to - from,
                    mark + inside + mark,
                    new Selection(from + length, to + length));
        }
    }

    /** Whether these characters stand at a place. */
    private static boolean stands(LiveArea area, String characters, int from) {
        int to = from + characters.length();
        boolean inside = from >= 0 && to <= area.live().length();
        return inside && area.live().text(from, to).equals(characters);
    }

    /** Makes a link of what is selected. */
    static void link(LiveArea area) {
        Selection at = area.selected();
        int from = at.start();
        int to = at.end();
        String inside = area.live().text(from, to);
        area.edit(
                from, to - from, "[[" + inside + "]]", Selection.caret(from + 2 + inside.length()));
    }

    /** Puts an empty table behind the line of the caret. */
    static void table(LiveArea area) {
        Line line = Line.at(area, area.selected().caret());
        int end = line.end();
        String eol = area.lineEnd();
        String before = line.text().isBlank() ? "" : eol + eol;
        String table = String.join(eol, "|  |  |", "| --- | --- |", "|  |  |", "");
        area.writeInNextTable();
        area.edit(end, 0, before + table, Selection.caret(end + before.length()));
    }

    /** Ticks the task that the caret is in, or makes one of the line. */
    static void task(LiveArea area) {
        Selection at = area.selected();
        Line line = Line.at(area, at.caret());
        Matcher box = BOX.matcher(line.text());
        if (box.find()) {
            tick(area, line.start() + box.start(1));
            return;
        }
        Optional<Item> item = Item.of(line.text());
        int behind =
                item.map(i ->
                                i.bullet().isEmpty() && i.number().isEmpty()
                                        ? i.quote().length()
                                        : i.length())
                        .orElse(0);
        boolean listed =
                item.filter(i -> !i.bullet().isEmpty() || !i.number().isEmpty()).isPresent();
        String added = listed ? "[ ] " : "- [ ] ";
        area.edit(line.start() + behind, 0, added, Selection.caret(at.caret() + added.length()));
    }

    /** Turns the character in a task's box. */
    static void tick(LiveArea area, int place) {
        Selection at = area.selected();
        boolean open = area.live().text(place, place + 1).equals(" ");
        area.edit(place, 1, open ? "x" : " ", at);
    }
}
