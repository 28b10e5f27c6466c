package app.vaultnotes.desktop;

import app.vaultnotes.ui.live.LiveText;
import app.vaultnotes.ui.live.Row;
import app.vaultnotes.ui.live.Seg;
import app.vaultnotes.ui.live.Widget;
import app.vaultnotes.vault.Links;

/**
 * What stands around a link or a name, as it reads rather than as it is written.
 *
 * @param at where it begins in its note
 * @param text one line, with dots where it goes on
 * @param from where it begins in that; as {@code to} when it is not seen
 * @param to where it ends there
 */
record LinkLine(int at, String text, int from, int to) {

    /** Letters that are shown before it and behind where it begins, at most. */
    private static final int BEFORE = 48;

    private static final int BEHIND = 112;
    private static final String MORE = "…";

    /** Reads a line. For any thread. */
    static LinkLine of(Links.Place place) {
        LiveText live = new LiveText(place.line());
        int index = live.map().rowAtSource(place.from());
        Row row = live.rows().get(index);
        int view = live.map().view0(index);
        int from = live.map().toView(place.from(), false) - view;
        int to = Math.min(row.viewLen(), live.map().toView(place.to(), true) - view);
        StringBuilder text = new StringBuilder();
        int start = 0;
        int end = 0;
        int at = 0;
        for (Seg seg : row.segs()) {
            String words = seg.widget().map(LinkLine::words).orElse(seg.text());
            int behind = at + seg.text().length();
            if (from >= at && from < behind) {
                start = text.length() + (seg.widget().isPresent() ? 0 : from - at);
            }
            if (to > at && to <= behind) {
                end = text.length() + (seg.widget().isPresent() ? words.length() : to - at);
            }
            text.append(words);
            at = behind;
        }
        boolean isRow = place.line().strip().startsWith("|");
        return plain(place.at(), text.toString(), start, end, isRow).cut();
    }

    private static String words(Widget widget) {
        return switch (widget) {
            case Widget.Embed embed -> embed.label().isEmpty() ? embed.path() : embed.label();
            case Widget.Image image -> image.alt().isEmpty() ? image.address() : image.alt();
            case Widget.Formula formula -> formula.tex();
            case Widget.Emoji emoji -> emoji.cluster();
            default -> "";
        };
    }

    /** With single spaces; the bars of a row of a table are none of its words. */
    private static LinkLine plain(int at, String text, int from, int to, boolean isRow) {
        StringBuilder plain = new StringBuilder();
        int start = 0;
        int end = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean space = Character.isWhitespace(c) || Character.isISOControl(c);
            boolean again = plain.isEmpty() || plain.charAt(plain.length() - 1) == ' ';
            start = i == from ? plain.length() : start;
            if (!space && !(isRow && c == '|')) {
                plain.append(c);
            } else if (!again) {
                plain.append(' ');
            }
            end = i == to - 1 ? plain.length() : end;
        }
        String words = plain.toString().stripTrailing();
        int last = Math.min(words.length(), Math.max(start, end));
        return new LinkLine(at, words, Math.min(start, last), last);
    }

    /** Cut at spaces, where some are near. */
    private LinkLine cut() {
        int start = Math.max(0, from - BEFORE);
        int end = Math.min(text.length(), from + BEHIND);
        int space = text.indexOf(' ', start);
        start = start > 0 && space >= 0 && space < from ? space + 1 : whole(text, start);
        int last = text.lastIndexOf(' ', end);
        end = end < text.length() && last > Math.min(to, end) ? last : whole(text, end);
        String head = start > 0 ? MORE : "";
        String tail = end < text.length() ? MORE : "";
        int moved = head.length() - start;
        return new LinkLine(
                at,
                head + text.substring(start, end) + tail,
                from + moved,
                Math.min(to, end) + moved);
    }

    private static int whole(String text, int at) {
        boolean inside = at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at));
        return inside ? at - 1 : at;
    }
}
