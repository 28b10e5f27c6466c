package app.vaultnotes.crdt.engine;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a sequence in its order, in a balanced tree that knows how many visible units each of
 * its branches has: a place is found from an offset, and an offset from a place, in logarithmic
 * time.
 */
@SuppressWarnings("ReferenceEquality") // nodes and runs are themselves and nothing else
final class RunTree {

    /** Most parts of a node. */
    private static final int FAN = 32;

    private static final int SMALL = 4;

    /** A name above all others. */
    private static final long HIGHEST = Ids.of(0, Integer.MAX_VALUE);

    /** What stands in a node: a run, or a node further down. */
    abstract static class Part {
        @Nullable Node parent;

        /** UTF-16 units, or elements of a list, that are visible. */
        int width;

        /** No run in it begins with a lower name. */
        abstract long low();

        /** Edges of marks in it that grow over what is typed at their outer side. */
        abstract int anchors();
    }

    /** A stretch of runs, or of nodes. */
    static final class Node extends Part {
        Part[] parts = new Part[SMALL];

        /**
         * Those of the parts, side by side: a search that asked the parts would wait for memory.
         */
        int[] widths = new int[SMALL];

        int count;
        long low = HIGHEST;
        int anchors;

        @Override
        long low() {
            return low;
        }

        @Override
        int anchors() {
            return anchors;
        }

        int indexOf(Part part) {
            int index = 0;
            while (parts[index] != part) {
                index++;
            }
            return index;
        }

        /** Counts anew what its parts have. */
        void measure(Actors actors) {
            width = 0;
            anchors = 0;
            low = HIGHEST;
            for (int i = 0; i < count; i++) {
                Part part = parts[i];
                widths[i] = part.width;
                width += part.width;
                anchors += part.anchors();
                low = lower(actors, low, part.low());
            }
        }
    }

    /** What a search along the sequence looks for. */
    interface Sought {
        /** Whether a branch can hold it. */
        boolean mayBeIn(Node node);

        boolean is(Run run);
    }

    private static final Sought ANY =
            new Sought() {
                @Override
                public boolean mayBeIn(Node node) {
                    return node.count > 0;
                }

                @Override
                public boolean is(Run run) {
                    return true;
                }
            };

    private static final Actors NOBODY = new Actors();

    private Node root = new Node();
    private Actors actors = NOBODY;
    private int within;
    private int marks;

    /** Says whose names order the runs, before there are any. */
    void order(Actors authors) {
        actors = authors;
    }

    private static long lower(Actors actors, long name, long other) {
        return actors.compare(name, other) <= 0 ? name : other;
    }

    int width() {
        return root.width;
    }

    /** How many edges of marks there are. */
    int marks() {
        return marks;
    }

    int anchors() {
        return root.anchors;
    }

    /** The run with the visible unit at an offset below the width; {@link #within} says where. */
    Run at(int offset) {
        Part part = root;
        int left = offset;
        while (part instanceof Node node) {
            int[] widths = node.widths;
            int i = 0;
            while (left >= widths[i]) {
                left -= widths[i];
                i++;
            }
            part = node.parts[i];
        }
        within = left;
        return (Run) part;
    }

    /** Where in its run the unit is that {@link #at} found. */
    int within() {
        return within;
    }

    /** How many visible units stand before a run. */
    int offsetOf(Run run) {
        int offset = 0;
        Part part = run;
        for (Node node = node(run); node != null; node = node.parent) {
            int index = node.indexOf(part);
            for (int i = 0; i < index; i++) {
                offset += node.widths[i];
            }
            part = node;
        }
        return offset;
    }

    private static Node node(Part part) {
        Node node = part.parent;
        if (node == null) {
            throw new IllegalStateException("a run outside of its tree");
        }
        return node;
    }

    @Nullable Run first() {
        return firstIn(root, 0, ANY);
    }

    @Nullable Run last() {
        return lastIn(root, root.count, ANY);
    }

    @Nullable Run next(Run run) {
        return following(run, ANY);
    }

    @Nullable Run previous(Run run) {
        return preceding(run, ANY);
    }

    /** The last run before a given one, or of all, that is sought. */
    @Nullable Run preceding(@Nullable Run run, Sought sought) {
        if (run == null) {
            return lastIn(root, root.count, sought);
        }
        Run found = null;
        Part part = run;
        for (Node node = node(run); found == null && node != null; node = node.parent) {
            found = lastIn(node, node.indexOf(part), sought);
            part = node;
        }
        return found;
    }

    private static @Nullable Run lastIn(Node node, int to, Sought sought) {
        Run found = null;
        for (int i = to - 1; i >= 0 && found == null; i--) {
            Part part = node.parts[i];
            if (part instanceof Node inner) {
                found = sought.mayBeIn(inner) ? lastIn(inner, inner.count, sought) : null;
            } else {
                found = sought((Run) part, sought);
            }
        }
        return found;
    }

    private static @Nullable Run sought(Run run, Sought sought) {
        return sought.is(run) ? run : null;
    }

    /** The first run behind a given one, or of all, that is sought. */
    @Nullable Run following(@Nullable Run run, Sought sought) {
        if (run == null) {
            return firstIn(root, 0, sought);
        }
        Run found = null;
        Part part = run;
        for (Node node = node(run); found == null && node != null; node = node.parent) {
            found = firstIn(node, node.indexOf(part) + 1, sought);
            part = node;
        }
        return found;
    }

    private static @Nullable Run firstIn(Node node, int from, Sought sought) {
        Run found = null;
        for (int i = from; i < node.count && found == null; i++) {
            Part part = node.parts[i];
            if (part instanceof Node inner) {
                found = sought.mayBeIn(inner) ? firstIn(inner, 0, sought) : null;
            } else {
                found = sought((Run) part, sought);
            }
        }
        return found;
    }

    /** Adds a run behind another one, or as the first. */
    void insertAfter(@Nullable Run before, Run run) {
        if (before == null) {
            Node node = root;
            while (node.count > 0 && node.parts[0] instanceof Node inner) {
                node = inner;
            }
            insert(node, 0, run);
        } else {
            Node node = node(before);
            insert(node, node.indexOf(before) + 1, run);
        }
    }

    /** Adds a run as the last. */
    void append(Run run) {
        Node node = root;
        while (node.count > 0 && node.parts[node.count - 1] instanceof Node inner) {
            node = inner;
        }
        insert(node, node.count, run);
    }

    private void insert(Node into, int index, Run run) {
        marks += run.isMark() ? 1 : 0;
        run.countsAsAnchor = run.isAnchor();
        put(into, index, run);
        grow(run, run.width);
        for (Node node = run.parent; node != null; node = node.parent) {
            node.anchors += run.anchors();
            node.low = lower(actors, node.low, run.firstId());
        }
    }

    /** Tells all above a part how much wider it is. */
    private static void grow(Part grown, int more) {
        Part part = grown;
        for (Node node = part.parent; node != null; node = node.parent) {
            node.widths[node.indexOf(part)] += more;
            node.width += more;
            part = node;
        }
    }

    /**
     * Gives a part its place in a node, of which there are two if it was full; its width is not
     * counted yet.
     */
    private void put(Node into, int index, Part part) {
        Node target = into;
        int at = index;
        if (into.count == FAN) {
            Node second = split(into, index == FAN ? FAN : FAN / 2);
            if (index > into.count || (index == into.count && into.count == FAN)) {
                target = second;
                at = index - into.count;
            }
        } else if (into.count == into.parts.length) {
            into.parts = Arrays.copyOf(into.parts, Math.min(FAN, 2 * into.count));
            into.widths = Arrays.copyOf(into.widths, into.parts.length);
        }
        System.arraycopy(target.parts, at, target.parts, at + 1, target.count - at);
        System.arraycopy(target.widths, at, target.widths, at + 1, target.count - at);
        target.parts[at] = part;
        target.widths[at] = 0;
        target.count++;
        part.parent = target;
    }

    /** Moves all parts but the first ones into a new node, which comes to stand behind. */
    private Node split(Node first, int keep) {
        Node second = new Node();
        second.parts = new Part[FAN];
        second.widths = new int[FAN];
        second.count = first.count - keep;
        System.arraycopy(first.parts, keep, second.parts, 0, second.count);
        first.count = keep;
        for (int i = 0; i < second.count; i++) {
            second.parts[i].parent = second;
        }
        first.measure(actors);
        second.measure(actors);
        Node parent = first.parent;
        if (parent == null) {
            parent = new Node();
            root = parent;
            put(parent, 0, first);
        }
        put(parent, parent.indexOf(first) + 1, second);
        for (Node node = second.parent; node != null; node = node.parent) {
            node.measure(actors);
        }
        return second;
    }

    /** Notes that a run has so many more visible units. */
    void widen(Run run, int more) {
        run.width += more;
        grow(run, more);
    }

    /** Notes that other operations are on a run of one than were. */
    void reconsider(Run run) {
        boolean isAnchor = run.isAnchor();
        if (run.countsAsAnchor != isAnchor) {
            run.countsAsAnchor = isAnchor;
            for (Node node = run.parent; node != null; node = node.parent) {
                node.anchors += isAnchor ? 1 : -1;
            }
        }
    }

    /** Takes a run away. */
    void remove(Run run) {
        marks -= run.isMark() ? 1 : 0;
        grow(run, -run.width);
        for (Node node = node(run); node != null; node = node.parent) {
            node.anchors -= run.anchors();
        }
        drop(run);
    }

    private void drop(Part part) {
        Node node = node(part);
        int index = node.indexOf(part);
        node.count--;
        System.arraycopy(node.parts, index + 1, node.parts, index, node.count - index);
        System.arraycopy(node.widths, index + 1, node.widths, index, node.count - index);
        part.parent = null;
        if (node.count == 0 && node != root) {
            drop(node);
        } else if (node.count == 1 && node == root && node.parts[0] instanceof Node only) {
            root = only;
            only.parent = null;
        }
    }

    /** Does something with every run, in their order. */
    void forEach(Consumer<Run> each) {
        forEach(root, each);
    }

    private static void forEach(Part part, Consumer<Run> each) {
        if (part instanceof Node node) {
            for (int i = 0; i < node.count; i++) {
                forEach(node.parts[i], each);
            }
        } else {
            each.accept((Run) part);
        }
    }

    /** Does something with every run that has a width, in their order. */
    void forEachVisible(Consumer<Run> each) {
        forEachVisible(root, each);
    }

    private static void forEachVisible(Node node, Consumer<Run> each) {
        for (int i = 0; i < node.count; i++) {
            if (node.widths[i] > 0) {
                if (node.parts[i] instanceof Node inner) {
                    forEachVisible(inner, each);
                } else {
                    each.accept((Run) node.parts[i]);
                }
            }
        }
    }
}
