package app.vaultnotes.vault;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.OpId;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.crdt.Written;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A text in which links that followed moves stand as a step of this device left them, so that the
 * step is taken back in what it wrote, not in what came of it. A link it does not touch stays as it
 * is: it goes on following. All places are UTF-16 units.
 */
final class FollowedLinks {

    private static final NavigableMap<Long, UndoStep.Replaced> NO_EFFECTS =
            Collections.emptyNavigableMap();

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
     * The text of now with the links that the effects of moves wrote since a step, and that nobody
     * has changed, as they stood between the same neighbours before.
     *
     * @param left the text that the step left
     * @param since where that stands in the text of now
     */
    static FollowedLinks of(
            Alignment.Signed left,
            Alignment.Signed now,
            Alignment since,
            List<UndoStep.Replaced> effects) {
        StringBuilder text = new StringBuilder();
        List<Written> by = new ArrayList<>();
        List<Link> links = new ArrayList<>();
        Map<String, Set<String>> former = new HashMap<>();
        effects.forEach(effect ->
                former.computeIfAbsent(effect.inserted(), t -> new HashSet<>())
                        .add(effect.removed()));
        int done = 0;
        for (Standing standing : standing(now, effects)) {
            Optional<Gap> gap = gap(left, since, now, standing, former);
            if (standing.start() >= done && gap.isPresent()) {
                text.append(now.text(), done, standing.start());
                by.addAll(slice(now.by(), done, standing.start()));
                int start = text.length();
                text.append(left.text(), gap.get().from(), gap.get().to());
                by.addAll(slice(left.by(), gap.get().from(), gap.get().to()));
                links.add(new Link(start, text.length(), standing.start(), standing.end()));
                done = standing.end();
            }
        }
        text.append(now.text(), done, now.text().length());
        by.addAll(slice(now.by(), done, now.text().length()));
        return new FollowedLinks(new Alignment.Signed(text.toString(), by), links);
    }

    /** The text and who wrote it. */
    Alignment.Signed text() {
        return text;
    }

    // ---- links as they stand now ----

    private record Standing(int start, UndoStep.Replaced effect) {
        int end() {
            return start + effect.inserted().length();
        }
    }

    private static List<Standing> standing(Alignment.Signed now, List<UndoStep.Replaced> effects) {
        Map<ActorId, NavigableMap<Long, UndoStep.Replaced>> byFirst = new HashMap<>();
        for (UndoStep.Replaced effect : effects) {
            effect.from()
                    .character()
                    .ifPresent(first ->
                            byFirst.computeIfAbsent(first.actor(), a -> new TreeMap<>())
                                    .put(first.counter(), effect));
        }
        List<Standing> found = new ArrayList<>();
        int at = 0;
        for (Written run : now.by()) {
            long first = run.first().counter();
            int begin = at;
            byFirst.getOrDefault(run.first().actor(), NO_EFFECTS)
                    .subMap(first, first + run.count())
                    .forEach((counter, effect) -> {
                        int start = begin + (int) (counter - first) * run.units();
                        if (!effect.inserted().isEmpty()
                                && now.text().startsWith(effect.inserted(), start)) {
                            found.add(new Standing(start, effect));
                        }
                    });
            at += run.length();
        }
        return found;
    }

    // ---- as they stood ----

    private record Gap(int from, int to) {}

    private static Optional<Gap> gap(
            Alignment.Signed left,
            Alignment since,
            Alignment.Signed now,
            Standing link,
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
        return from < to && formers(link.effect(), former).contains(left.text().substring(from, to))
                ? Optional.of(new Gap(from, to))
                : Optional.empty();
    }

    /** What a link was before it followed, once or several times. */
    private static Set<String> formers(UndoStep.Replaced last, Map<String, Set<String>> former) {
        Set<String> formers = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(last.removed()));
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
