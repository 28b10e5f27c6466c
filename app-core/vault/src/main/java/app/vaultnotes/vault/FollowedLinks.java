package app.vaultnotes.vault;

import app.vaultnotes.crdt.OpId;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.crdt.Written;
import app.vaultnotes.document.markdown.syntax.Range;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A text in which links that followed moves stand as a step of this device left them, so that the
 * step is taken back in what it wrote, not in what came of it. A link it does not touch stays as it
 * is: it goes on following. All places are UTF-16 units.
 */
final class FollowedLinks {

    /** Stands for the start and the end of a text. */
    private static final int NONE = -1;

    /** A link of the text, and of the text of now. */
    private record Link(int start, int end, int nowStart, int nowEnd) {}

    private final Alignment.Signed text;
    private final List<Link> links;

    private FollowedLinks(Alignment.Signed text, List<Link> links) {
        this.text = text;
        this.links = links;
    }

    /**
     * The text of now with the links that followed moves since a step as they stood between the
     * same neighbours before. Undo may have brought them back with the text around them, as other
     * letters: they are known by what they say.
     *
     * @param left the text that the step left
     * @param effects what moves did to links of the note
     * @param align where the first stands in the second; the given units are not the step's letters
     */
    static FollowedLinks of(
            Alignment.Signed left,
            Alignment.Signed now,
            List<UndoStep.Replaced> effects,
            Aligning align) {
        Map<String, Set<String>> former = new HashMap<>();
        effects.forEach(effect ->
                former.computeIfAbsent(effect.inserted(), t -> new HashSet<>())
                        .add(effect.removed()));
        List<Range> standing = standing(now.text(), former.keySet());
        BitSet units = new BitSet();
        standing.forEach(link -> units.set(link.start(), link.end()));
        Alignment since = align.of(left, now, units);
        StringBuilder text = new StringBuilder();
        List<Written> by = new ArrayList<>();
        List<Link> links = new ArrayList<>();
        int done = 0;
        for (Range link : standing) {
            Optional<Range> gap = gap(left, since, now, link, former);
            if (gap.isPresent()) {
                text.append(now.text(), done, link.start());
                by.addAll(slice(now.by(), done, link.start()));
                int start = text.length();
                text.append(left.text(), gap.get().start(), gap.get().end());
                by.addAll(slice(left.by(), gap.get().start(), gap.get().end()));
                links.add(new Link(start, text.length(), link.start(), link.end()));
                done = link.end();
            }
        }
        text.append(now.text(), done, now.text().length());
        by.addAll(slice(now.by(), done, now.text().length()));
        return new FollowedLinks(new Alignment.Signed(text.toString(), by), links);
    }

    /** Tells where a text stands in a later one. */
    interface Aligning {
        Alignment of(Alignment.Signed before, Alignment.Signed later, BitSet notLetters);
    }

    /** The text and who wrote it. */
    Alignment.Signed text() {
        return text;
    }

    // ---- links as they stand now, and as they stood ----

    private static List<Range> standing(String text, Set<String> targets) {
        if (targets.isEmpty()) {
            return List.of();
        }
        List<Range> standing = new ArrayList<>();
        for (NoteContents.WrittenLink link : NoteContents.links(text)) {
            Range target = new Range(link.start(), link.start() + link.length());
            if (targets.contains(target.in(text))) {
                standing.add(target);
            }
        }
        return standing;
    }

    private static Optional<Range> gap(
            Alignment.Signed left,
            Alignment since,
            Alignment.Signed now,
            Range link,
            Map<String, Set<String>> former) {
        for (int i = link.start(); i < link.end(); i++) {
            if (since.earlier(i) != Alignment.GONE) {
                return Optional.empty(); // it had followed before the step
            }
        }
        int before = link.start() - 1;
        while (before >= 0 && since.earlier(before) == Alignment.GONE) {
            before--;
        }
        int behind = link.end();
        while (behind < now.text().length() && since.earlier(behind) == Alignment.GONE) {
            behind++;
        }
        int from = before < 0 ? 0 : since.earlier(before) + 1;
        int to = behind < now.text().length() ? since.earlier(behind) : left.text().length();
        return from < to
                        && formers(link.in(now.text()), former)
                                .contains(left.text().substring(from, to))
                ? Optional.of(new Range(from, to))
                : Optional.empty();
    }

    /** What a link was before it followed, once or several times. */
    private static Set<String> formers(String target, Map<String, Set<String>> former) {
        Set<String> formers = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(former.getOrDefault(target, Set.of()));
        while (!open.isEmpty()) {
            String text = open.pop();
            if (formers.add(text)) {
                open.addAll(former.getOrDefault(text, Set.of()));
            }
        }
        return formers;
    }

    private static List<Written> slice(List<Written> by, int from, int to) {
        List<Written> slice = new ArrayList<>();
        int at = 0;
        for (Written run : by) {
            int first = Math.max(0, from - at) / run.units();
            int end = Math.min(run.length(), to - at) / run.units();
            if (first < end) {
                OpId name = run.first();
                slice.add(
                        new Written(
                                new OpId(name.counter() + first, name.actor()),
                                end - first,
                                run.units()));
            }
            at += run.length();
        }
        return slice;
    }

    // ---- back to now ----

    /** Edits of this text as edits of the text of now. */
    List<TextEdit> inNow(List<TextEdit> edits) {
        return links.isEmpty() ? edits : new Back(edits).edits();
    }

    /** What edits do to each unit of this text. */
    private final class Back {
        private final boolean[] goes = new boolean[text.text().length()];
        private final String[] comes = new String[text.text().length() + 1];
        private final JoinedEdits now = new JoinedEdits();

        Back(List<TextEdit> edits) {
            Arrays.fill(comes, "");
            int growth = 0;
            for (TextEdit edit : edits) {
                int at = edit.start() - growth;
                comes[at] += edit.inserted();
                Arrays.fill(goes, at, at + edit.deleted(), true);
                growth += edit.inserted().length() - edit.deleted();
            }
        }

        List<TextEdit> edits() {
            int at = 0;
            int nowAt = 0;
            for (Link link : links) {
                units(at, link.start(), nowAt);
                now.add(link.nowStart(), 0, comes[link.start()]);
                if (isTouched(link)) {
                    now.add(link.nowStart(), link.nowEnd() - link.nowStart(), become(link));
                }
                at = link.end();
                nowAt = link.nowEnd();
            }
            units(at, goes.length, nowAt);
            now.add(nowAt + goes.length - at, 0, comes[goes.length]);
            return now.all();
        }

        private void units(int from, int to, int nowFrom) {
            for (int i = from; i < to; i++) {
                now.add(nowFrom + i - from, 0, comes[i]);
                now.add(nowFrom + i - from, goes[i] ? 1 : 0, "");
            }
        }

        /** Whether something of the link changes, or what it stands between: that makes a link. */
        private boolean isTouched(Link link) {
            boolean touched =
                    left(link.start()) != charAt(link.start() - 1)
                            || right(link.end()) != charAt(link.end());
            for (int i = link.start(); i < link.end() && !touched; i++) {
                touched = goes[i] || (i > link.start() && !comes[i].isEmpty());
            }
            return touched;
        }

        private int charAt(int unit) {
            return unit < 0 || unit == goes.length ? NONE : text.text().charAt(unit);
        }

        /** What will stand before a place. */
        private int left(int place) {
            int at = place;
            while (at > 0 && comes[at].isEmpty() && goes[at - 1]) {
                at--;
            }
            return comes[at].isEmpty() ? charAt(at - 1) : comes[at].charAt(comes[at].length() - 1);
        }

        /** What will stand behind a place. */
        private int right(int place) {
            int at = place;
            while (at < goes.length && comes[at].isEmpty() && goes[at]) {
                at++;
            }
            return comes[at].isEmpty() ? charAt(at) : comes[at].charAt(0);
        }

        private String become(Link link) {
            StringBuilder become = new StringBuilder();
            for (int i = link.start(); i < link.end(); i++) {
                become.append(i > link.start() ? comes[i] : "");
                become.append(goes[i] ? "" : text.text().substring(i, i + 1));
            }
            return become.toString();
        }
    }
}
