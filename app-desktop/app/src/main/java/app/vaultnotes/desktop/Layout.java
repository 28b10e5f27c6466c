package app.vaultnotes.desktop;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;

/** How the panes of a window stand and what they show, in one line that can be kept. */
sealed interface Layout {

    /** Deeper ones were not written by us. */
    int MOST_DEEP = 8;

    int MOST_TABS = 200;

    /**
     * One pane.
     *
     * @param current which of its tabs is at the front, from 0
     */
    record Sheets(int current, List<PageName> pages) implements Layout {}

    /**
     * Two halves.
     *
     * @param sideBySide rather than one above the other
     * @param share of the first half, 0 to 1
     */
    record Split(boolean sideBySide, double share, Layout first, Layout second) implements Layout {}

    /** This layout as words with spaces between them. */
    default String written() {
        return switch (this) {
            case Sheets sheets -> {
                StringBuilder words = new StringBuilder("pane ").append(sheets.current());
                words.append(' ').append(sheets.pages().size());
                for (PageName page : sheets.pages()) {
                    words.append(' ')
                            .append(URLEncoder.encode(page.written(), StandardCharsets.UTF_8));
                }
                yield words.toString();
            }
            case Split split ->
                    String.format(
                            Locale.ROOT,
                            "%s %.4f %s %s",
                            split.sideBySide() ? "beside" : "below",
                            split.share(),
                            split.first().written(),
                            split.second().written());
        };
    }

    /** The layout that was written so; empty for anything else. */
    static Optional<Layout> read(String written) {
        try {
            return Optional.of(read(new ArrayDeque<>(List.of(written.split(" ", -1))), MOST_DEEP));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Layout read(Queue<String> words, int depth) {
        String word = words.remove();
        if (word.equals("pane")) {
            return sheets(words);
        }
        if (depth == 0 || !(word.equals("beside") || word.equals("below"))) {
            throw new IllegalArgumentException(word);
        }
        double share = Math.clamp(Double.parseDouble(words.remove()), 0.1, 0.9);
        Layout first = read(words, depth - 1);
        return new Split(word.equals("beside"), share, first, read(words, depth - 1));
    }

    private static Sheets sheets(Queue<String> words) {
        int current = Integer.parseInt(words.remove());
        int count = Math.clamp(Integer.parseInt(words.remove()), 0, MOST_TABS);
        List<PageName> pages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            PageName.read(URLDecoder.decode(words.remove(), StandardCharsets.UTF_8))
                    .ifPresent(pages::add);
        }
        return new Sheets(Math.clamp(current, 0, Math.max(0, pages.size() - 1)), pages);
    }
}
