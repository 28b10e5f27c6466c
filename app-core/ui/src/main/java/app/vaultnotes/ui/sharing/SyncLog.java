package app.vaultnotes.ui.sharing;

import app.vaultnotes.vault.Arrivals.Choice;
import app.vaultnotes.vault.sync.SyncStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the sync of a vault did since the app began, the last {@link #MOST_LINES} things of it. For
 * one thread.
 */
public final class SyncLog {

    /** Older lines go. */
    public static final int MOST_LINES = 500;

    /** What goes or comes within this time is told in one line. */
    private static final long TOGETHER_MILLIS = 60_000;

    private final Deque<Line> lines = new ArrayDeque<>();
    private @Nullable SyncStatus last;
    private SyncView.Kind kind = SyncView.Kind.ALONE;

    /** What a line tells. */
    public enum What {
        /** The state is another one. */
        STATE,
        /** Own records went to the relay. */
        SENT,
        /** Records came. */
        RECEIVED,
        /** Something could not be taken in. */
        PROBLEM,
        /** A person said of a note that was merged that it is right so. */
        KEPT_MERGE,
        /** A person took what this device had of one. */
        TOOK_MINE,
        /** A person took what the others had of one. */
        TOOK_THEIRS,
        /** A person took one of the two for a paragraph. */
        TOOK_PART
    }

    /**
     * A line.
     *
     * @param atMillis when it happened; of several things together, the last of them
     * @param kind what it came down to then
     * @param count how many records went or came; otherwise 0
     * @param words what the relay or the engine said, in English; which note was chosen for; or
     *     empty
     */
    public record Line(long atMillis, What what, SyncView.Kind kind, long count, String words) {}

    /** Takes note of how it is now. */
    public void take(SyncStatus now, long atMillis) {
        SyncStatus before = last;
        last = now;
        kind = SyncView.of(now).kind();
        long sent = grown(before == null ? 0 : before.sent(), now.sent());
        long received = grown(before == null ? 0 : before.received(), now.received());
        count(What.RECEIVED, kind, received, atMillis);
        count(What.SENT, kind, sent, atMillis);
        fresh(before, now).forEach(words -> add(new Line(atMillis, What.PROBLEM, kind, 0, words)));
        state(kind, now.why(), atMillis);
    }

    /** Takes note of how it is when no engine runs. */
    public void take(SyncView.Kind now, String why, long atMillis) {
        last = null;
        kind = now;
        state(kind, why, atMillis);
    }

    /** Takes note of what a person chose about a note that was merged. */
    public void chose(Choice choice, String path, long atMillis) {
        What what =
                switch (choice) {
                    case MERGE -> What.KEPT_MERGE;
                    case MINE -> What.TOOK_MINE;
                    case THEIRS -> What.TOOK_THEIRS;
                    case PARTS, NONE -> What.TOOK_PART;
                };
        add(new Line(atMillis, what, kind, 0, path));
    }

    /** An engine that begins anew counts from 0. */
    private static long grown(long before, long now) {
        return now >= before ? now - before : now;
    }

    /** Problems are the newest few: those behind the last one that was there before are new. */
    private static List<String> fresh(@Nullable SyncStatus before, SyncStatus now) {
        List<String> all = now.problems();
        if (before == null || before.problems().isEmpty()) {
            return all;
        }
        List<String> known = before.problems();
        if (all.equals(known)) {
            return List.of();
        }
        int from = all.lastIndexOf(known.get(known.size() - 1)) + 1;
        return all.subList(from, all.size());
    }

    private void count(What what, SyncView.Kind kind, long count, long atMillis) {
        if (count == 0) {
            return;
        }
        Line same =
                lines.stream()
                        .filter(line -> line.what() == what)
                        .filter(line -> atMillis - line.atMillis() <= TOGETHER_MILLIS)
                        .findFirst()
                        .orElse(null);
        if (same != null) {
            lines.remove(same);
        }
        add(new Line(atMillis, what, kind, count + (same == null ? 0 : same.count()), ""));
    }

    /** Being on the way from one state to the next is not worth a line. */
    private void state(SyncView.Kind kind, String why, long atMillis) {
        boolean isSaid =
                lines.stream()
                        .filter(line -> line.what() == What.STATE)
                        .findFirst()
                        .filter(line -> line.kind() == kind && line.words().equals(why))
                        .isPresent();
        if (!kind.isPassing() && !isSaid) {
            add(new Line(atMillis, What.STATE, kind, 0, why));
        }
    }

    private void add(Line line) {
        lines.addFirst(line);
        if (lines.size() > MOST_LINES) {
            lines.removeLast();
        }
    }

    /** The lines, the newest first. */
    public List<Line> lines() {
        return Collections.unmodifiableList(new ArrayList<>(lines));
    }
}
