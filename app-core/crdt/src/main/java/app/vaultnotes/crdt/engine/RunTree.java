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

    /** Most runs of a leaf and most children of a branch. */
    private static final int FAN = 32;

    private static final int SMALL = 4;

    /** A leaf or a branch. */
    abstract static class Node {
        @Nullable Branch parent;
        int count;

        /** Visible units. */
        int width;

        /** No run below begins with a lower counter. */
        int low = Integer.MAX_VALUE;

        /** Edges of marks that grow over what is typed at their outer side. */
        int anchors;
    }

    /** A stretch of runs. */
    static final class Leaf extends Node {
        Run[] runs = new Run[SMALL];

        int indexOf(Run run) {
            int index = 0;
            while (runs[index] != run) {
                index++;
            }
            return index;
        }
    }

    /** A stretch of leaves or branches. */
    static final class Branch extends Node {
        final Node[] children = new Node[FAN];

        int indexOf(Node child) {
            int index = 0;
            while (children[index] != child) {
                index++;
            }
            return index;
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

    private Node root = new Leaf();
    private int within;
    private int marks;

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
        Node node = root;
        int left = offset;
        while (node instanceof Branch branch) {
            int i = 0;
            while (left >= branch.children[i].width) {
                left -= branch.children[i].width;
                i++;
            }
            node = branch.children[i];
        }
        Leaf leaf = (Leaf) node;
        int i = 0;
        while (left >= leaf.runs[i].width) {
            left -= leaf.runs[i].width;
            i++;
        }
        within = left;
        return leaf.runs[i];
    }

    /** Where in its run the unit is that {@link #at} found. */
    int within() {
        return within;
    }

    /** How many visible units stand before a run. */
    int offsetOf(Run run) {
        Leaf leaf = leaf(run);
        int offset = 0;
        for (int i = 0; leaf.runs[i] != run; i++) {
            offset += leaf.runs[i].width;
        }
        Node node = leaf;
        for (Branch branch = node.parent; branch != null; branch = branch.parent) {
            for (int i = 0; branch.children[i] != node; i++) {
                offset += branch.children[i].width;
            }
            node = branch;
        }
        return offset;
    }

    private static Leaf leaf(Run run) {
        Leaf leaf = run.leaf;
        if (leaf == null) {
            throw new IllegalStateException("a run outside of its tree");
        }
        return leaf;
    }

    @Nullable Run first() {
        return firstIn(root, 0, ANY);
    }

    @Nullable Run last() {
        return lastIn(root, root.count, ANY);
    }

    @Nullable Run next(Run run) {
        Leaf leaf = leaf(run);
        int index = leaf.indexOf(run) + 1;
        return index < leaf.count ? leaf.runs[index] : following(run, ANY);
    }

    @Nullable Run previous(Run run) {
        return preceding(run, ANY);
    }

    /** The last run before a given one, or of all, that is sought. */
    @Nullable Run preceding(@Nullable Run run, Sought sought) {
        if (run == null) {
            return lastIn(root, root.count, sought);
        }
        Leaf leaf = leaf(run);
        Run found = lastIn(leaf, leaf.indexOf(run), sought);
        Node node = leaf;
        for (Branch branch = node.parent; found == null && branch != null; branch = branch.parent) {
            found = lastIn(branch, branch.indexOf(node), sought);
            node = branch;
        }
        return found;
    }

    private static @Nullable Run lastIn(Node node, int to, Sought sought) {
        Run found = null;
        for (int i = to - 1; i >= 0 && found == null; i--) {
            if (node instanceof Branch branch) {
                Node child = branch.children[i];
                found = sought.mayBeIn(child) ? lastIn(child, child.count, sought) : null;
            } else {
                Run run = ((Leaf) node).runs[i];
                found = sought.is(run) ? run : null;
            }
        }
        return found;
    }

    /** The first run behind a given one, or of all, that is sought. */
    @Nullable Run following(@Nullable Run run, Sought sought) {
        if (run == null) {
            return firstIn(root, 0, sought);
        }
        Leaf leaf = leaf(run);
        Run found = firstIn(leaf, leaf.indexOf(run) + 1, sought);
        Node node = leaf;
        for (Branch branch = node.parent; found == null && branch != null; branch = branch.parent) {
            found = firstIn(branch, branch.indexOf(node) + 1, sought);
            node = branch;
        }
        return found;
    }

    private static @Nullable Run firstIn(Node node, int from, Sought sought) {
        if (node instanceof Branch branch) {
            for (int i = from; i < branch.count; i++) {
                Node child = branch.children[i];
                Run found = sought.mayBeIn(child) ? firstIn(child, 0, sought) : null;
                if (found != null) {
                    return found;
                }
            }
            return null;
        }
        Leaf leaf = (Leaf) node;
        for (int i = from; i < leaf.count; i++) {
            if (sought.is(leaf.runs[i])) {
                return leaf.runs[i];
            }
        }
        return null;
    }

    /** Adds a run behind another one, or as the first. */
    void insertAfter(@Nullable Run before, Run run) {
        if (before == null) {
            Node node = root;
            while (node instanceof Branch branch) {
                node = branch.children[0];
            }
            insert((Leaf) node, 0, run);
        } else {
            Leaf leaf = leaf(before);
            insert(leaf, leaf.indexOf(before) + 1, run);
        }
    }

    /** Adds a run as the last. */
    void append(Run run) {
        Node node = root;
        while (node instanceof Branch branch) {
            node = branch.children[branch.count - 1];
        }
        insert((Leaf) node, node.count, run);
    }

    private void insert(Leaf leaf, int index, Run run) {
        Leaf target = leaf;
        int at = index;
        if (leaf.count == FAN) {
            Leaf second = split(leaf, index == FAN ? FAN : FAN / 2);
            if (index > leaf.count || (index == leaf.count && leaf.count == FAN)) {
                target = second;
                at = index - leaf.count;
            }
        } else if (leaf.count == leaf.runs.length) {
            leaf.runs = Arrays.copyOf(leaf.runs, Math.min(FAN, 2 * leaf.count));
        }
        System.arraycopy(target.runs, at, target.runs, at + 1, target.count - at);
        target.runs[at] = run;
        target.count++;
        run.leaf = target;
        marks += run.isMark() ? 1 : 0;
        int anchors = run.isAnchor() ? 1 : 0;
        run.countsAsAnchor = anchors > 0;
        for (Node node = target; node != null; node = node.parent) {
            node.width += run.width;
            node.anchors += anchors;
            node.low = Math.min(node.low, run.counter);
        }
    }

    private Leaf split(Leaf leaf, int keep) {
        Leaf second = new Leaf();
        second.runs = new Run[FAN];
        second.count = leaf.count - keep;
        System.arraycopy(leaf.runs, keep, second.runs, 0, second.count);
        leaf.count = keep;
        for (int i = 0; i < second.count; i++) {
            second.runs[i].leaf = second;
        }
        measure(leaf);
        measure(second);
        adopt(leaf, second);
        return second;
    }

    private static void measure(Leaf leaf) {
        leaf.width = 0;
        leaf.anchors = 0;
        leaf.low = Integer.MAX_VALUE;
        for (int i = 0; i < leaf.count; i++) {
            Run run = leaf.runs[i];
            leaf.width += run.width;
            leaf.anchors += run.countsAsAnchor ? 1 : 0;
            leaf.low = Math.min(leaf.low, run.counter);
        }
    }

    private static void measure(Branch branch) {
        branch.width = 0;
        branch.anchors = 0;
        branch.low = Integer.MAX_VALUE;
        for (int i = 0; i < branch.count; i++) {
            Node child = branch.children[i];
            branch.width += child.width;
            branch.anchors += child.anchors;
            branch.low = Math.min(branch.low, child.low);
        }
    }

    /** Gives the second half of a node that was split a place behind the first. */
    private void adopt(Node first, Node second) {
        Branch parent = first.parent;
        if (parent == null) {
            parent = new Branch();
            parent.children[0] = first;
            parent.count = 1;
            first.parent = parent;
            root = parent;
        }
        int index = parent.indexOf(first) + 1;
        if (parent.count == FAN) {
            Branch rest = split(parent, index == FAN ? FAN : FAN / 2);
            if (index > parent.count || (index == parent.count && parent.count == FAN)) {
                index -= parent.count;
                parent = rest;
            }
        }
        System.arraycopy(parent.children, index, parent.children, index + 1, parent.count - index);
        parent.children[index] = second;
        parent.count++;
        second.parent = parent;
        for (Branch branch = parent; branch != null; branch = branch.parent) {
            measure(branch);
        }
    }

    private Branch split(Branch branch, int keep) {
        Branch second = new Branch();
        second.count = branch.count - keep;
        System.arraycopy(branch.children, keep, second.children, 0, second.count);
        branch.count = keep;
        for (int i = 0; i < second.count; i++) {
            second.children[i].parent = second;
        }
        measure(branch);
        measure(second);
        adopt(branch, second);
        return second;
    }

    /** Notes that a run has so many more visible units. */
    void widen(Run run, int more) {
        run.width += more;
        for (Node node = run.leaf; node != null; node = node.parent) {
            node.width += more;
        }
    }

    /** Notes that other operations are on a run of one than were. */
    void reconsider(Run run) {
        boolean isAnchor = run.isAnchor();
        if (run.countsAsAnchor != isAnchor) {
            run.countsAsAnchor = isAnchor;
            for (Node node = run.leaf; node != null; node = node.parent) {
                node.anchors += isAnchor ? 1 : -1;
            }
        }
    }

    /** Takes a run away. */
    void remove(Run run) {
        Leaf leaf = leaf(run);
        int index = leaf.indexOf(run);
        marks -= run.isMark() ? 1 : 0;
        int anchors = run.countsAsAnchor ? 1 : 0;
        leaf.count--;
        System.arraycopy(leaf.runs, index + 1, leaf.runs, index, leaf.count - index);
        run.leaf = null;
        for (Node node = leaf; node != null; node = node.parent) {
            node.width -= run.width;
            node.anchors -= anchors;
        }
        if (leaf.count == 0) {
            drop(leaf);
        }
    }

    private void drop(Node node) {
        Branch parent = node.parent;
        if (parent == null) {
            if (node instanceof Branch) {
                root = new Leaf();
            }
            return;
        }
        int index = parent.indexOf(node);
        parent.count--;
        System.arraycopy(parent.children, index + 1, parent.children, index, parent.count - index);
        if (parent.count == 0) {
            drop(parent);
        } else if (parent.count == 1 && parent == root) {
            root = parent.children[0];
            root.parent = null;
        }
    }

    /** Does something with every run, in their order. */
    void forEach(Consumer<Run> each) {
        forEach(root, each);
    }

    private static void forEach(Node node, Consumer<Run> each) {
        if (node instanceof Branch branch) {
            for (int i = 0; i < branch.count; i++) {
                forEach(branch.children[i], each);
            }
        } else {
            Leaf leaf = (Leaf) node;
            for (int i = 0; i < leaf.count; i++) {
                each.accept(leaf.runs[i]);
            }
        }
    }
}
