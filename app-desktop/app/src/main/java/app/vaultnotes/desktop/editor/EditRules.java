package app.vaultnotes.desktop.editor;

import app.vaultnotes.ui.live.Selection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/** What keys do beyond typing: lists that go on, marks around a selection. */
final class EditRules {

    /** Quote signs, then perhaps the mark of a list item, then perhaps the box of a task. */
    private static final Pattern PREFIX =
            Pattern.compile(
                    "^((?:[ \\t]*>[ \\t]?)*[ \\t]*)(?:([-*+])|(\\d{1,9})([.)]))?([ \\t]+)?(\\[.\\][ \\t]+)?");

    private static final int INDENT_SPACES = 4;

    private EditRules() {}

    /** Copies what is selected as it is written in the note, marks included. */
    static void copy(LiveArea area) {
        Selection at = area.selected();
        int from = Math.min(at.anchor(), at.caret());
        int to = Math.max(at.anchor(), at.caret());
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

    private static int lineStart(String text, int at) {
        int start = at;
        while (start > 0 && text.charAt(start - 1) != '\n' && text.charAt(start - 1) != '\r') {
            start--;
        }
        return start;
    }

    private static int lineEnd(String text, int at) {
        int end = at;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    /** A new line; in a list it begins the next item, behind an empty item it ends the list. */
    static void newLine(LiveArea area) {
        String lineEnd = area.lineEnd();
        Selection at = area.selected();
        int from = Math.min(at.anchor(), at.caret());
        int to = Math.max(at.anchor(), at.caret());
        String text = area.live().text();
        int start = lineStart(text, from);
        String line = text.substring(start, lineEnd(text, from));
        Optional<Item> item = Item.of(line).filter(i -> from >= start + i.length());
        if (item.isEmpty()) {
            area.edit(from, to - from, lineEnd);
        } else if (item.get().length() == line.length() && from == to) {
            area.edit(start, line.length(), "");
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
        if (at.anchor() != at.caret()) {
            return false;
        }
        String text = area.live().text();
        int start = lineStart(text, at.caret());
        String line = text.substring(start, lineEnd(text, at.caret()));
        Optional<Item> item = Item.of(line);
        if (item.isEmpty() || at.caret() != start + item.get().length()) {
            return false;
        }
        int kept =
                item.get().quote().length() == item.get().length()
                        ? 0
                        : item.get().quote().length();
        area.edit(start + kept, item.get().length() - kept, "");
        return true;
    }

    /** Moves list items in or out; anywhere else a tab is a tab. */
    static void indent(LiveArea area, boolean out) {
        Selection at = area.selected();
        String text = area.live().text();
        int start = lineStart(text, at.caret());
        String line = text.substring(start, lineEnd(text, at.caret()));
        boolean listed = Item.of(line).isPresent();
        if (!listed && !out) {
            int from = Math.min(at.anchor(), at.caret());
            area.edit(from, Math.abs(at.caret() - at.anchor()), "\t");
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
        Selection at = area.selected();
        int from = Math.min(at.anchor(), at.caret());
        int to = Math.max(at.anchor(), at.caret());
        String text = area.live().text();
        int length = mark.length();
        boolean marked =
                text.startsWith(mark, to) && from >= length && text.startsWith(mark, from - length);
        String inside = text.substring(from, to);
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

    /** Makes a link of what is selected. */
    static void link(LiveArea area) {
        Selection at = area.selected();
        int from = Math.min(at.anchor(), at.caret());
        int to = Math.max(at.anchor(), at.caret());
        String inside = area.live().text().substring(from, to);
        area.edit(
                from, to - from, "[[" + inside + "]]", Selection.caret(from + 2 + inside.length()));
    }

    /** Puts an empty table behind the line of the caret. */
    static void table(LiveArea area) {
        int caret = area.selected().caret();
        String text = area.live().text();
        int start = lineStart(text, caret);
        int end = lineEnd(text, caret);
        String eol = area.lineEnd();
        String before = text.substring(start, end).isBlank() ? "" : eol + eol;
        String table = String.join(eol, "|  |  |", "| --- | --- |", "|  |  |", "");
        area.writeInNextTable();
        area.edit(end, 0, before + table, Selection.caret(end + before.length()));
    }

    /** Ticks the task that the caret is in, or makes one of the line. */
    static void task(LiveArea area) {
        Selection at = area.selected();
        String text = area.live().text();
        int start = lineStart(text, at.caret());
        String line = text.substring(start, lineEnd(text, at.caret()));
        Matcher box =
                Pattern.compile("^(?:[ \\t]*>)*[ \\t]*(?:[-*+]|\\d+[.)])[ \\t]+\\[(.)\\]")
                        .matcher(line);
        if (box.find()) {
            tick(area, start + box.start(1));
            return;
        }
        Optional<Item> item = Item.of(line);
        int behind =
                item.map(i ->
                                i.bullet().isEmpty() && i.number().isEmpty()
                                        ? i.quote().length()
                                        : i.length())
                        .orElse(0);
        boolean listed =
                item.filter(i -> !i.bullet().isEmpty() || !i.number().isEmpty()).isPresent();
        String added = listed ? "[ ] " : "- [ ] ";
        area.edit(start + behind, 0, added, Selection.caret(at.caret() + added.length()));
    }

    /** Turns the character in a task's box. */
    static void tick(LiveArea area, int place) {
        Selection at = area.selected();
        boolean open = area.live().text().charAt(place) == ' ';
        area.edit(place, 1, open ? "x" : " ", at);
    }
}
