package app.vaultnotes.crdt.engine;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Many operations in the order of their names, in pages, so that adding or removing one costs the
 * same wherever it stands.
 */
final class OpList implements Iterable<Op> {

    /** Most operations of a page. */
    private static final int PAGE = 256;

    private static final int FIRST_ROOM = 4;

    private final Actors actors;
    private Page[] pages = new Page[1];
    private int pageCount;
    private int count;

    /** Operations that follow each other; never empty. */
    private static final class Page {
        Op[] ops;
        int count;

        Page(Op[] ops, int count) {
            this.ops = ops;
            this.count = count;
        }

        void insert(int at, Op op) {
            if (count == ops.length) {
                ops = Arrays.copyOf(ops, Math.min(PAGE, 2 * count));
            }
            System.arraycopy(ops, at, ops, at + 1, count - at);
            ops[at] = op;
            count++;
        }

        void remove(int at) {
            count--;
            System.arraycopy(ops, at + 1, ops, at, count - at);
        }

        Page split() {
            int keep = count / 2;
            Page second = new Page(Arrays.copyOfRange(ops, keep, keep + PAGE), count - keep);
            count = keep;
            return second;
        }
    }

    OpList(Actors actors) {
        this.actors = actors;
    }

    Op first() {
        return pages[0].ops[0];
    }

    /** The one with the highest name; null when there is none. */
    @Nullable Op last() {
        if (count == 0) {
            return null;
        }
        Page page = pages[pageCount - 1];
        return page.ops[page.count - 1];
    }

    /** The one with the highest name of those that are wanted; null when there is none. */
    @Nullable Op last(Predicate<Op> wanted) {
        for (int p = pageCount - 1; p >= 0; p--) {
            Page page = pages[p];
            for (int i = page.count - 1; i >= 0; i--) {
                if (wanted.test(page.ops[i])) {
                    return page.ops[i];
                }
            }
        }
        return null;
    }

    /** The operation of this name. */
    @Nullable Op find(long id) {
        if (count == 0) {
            return null;
        }
        Page page = pages[page(id)];
        int at = place(page, id);
        return at < page.count && page.ops[at].id == id ? page.ops[at] : null;
    }

    /** The place of the last page that begins at or before a name, or of the first page. */
    private int page(long id) {
        int low = 0;
        int high = pageCount - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (actors.compare(pages[middle].ops[0].id, id) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** The place of the first operation of a page that has this name or a higher one. */
    private int place(Page page, long id) {
        int low = 0;
        int high = page.count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (actors.compare(page.ops[middle].id, id) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Adds an operation; false when there is one of this name already. */
    boolean add(Op op) {
        Op last = last();
        if (last == null || actors.compare(last.id, op.id) < 0) {
            append(op);
            return true;
        }
        int at = page(op.id);
        Page page = pages[at];
        int place = place(page, op.id);
        if (place < page.count && page.ops[place].id == op.id) {
            return false;
        }
        if (page.count == PAGE) {
            Page second = page.split();
            insert(at + 1, second);
            if (place > page.count) {
                place -= page.count;
                page = second;
            }
        }
        page.insert(place, op);
        count++;
        return true;
    }

    private void append(Op op) {
        Page page = pageCount == 0 ? null : pages[pageCount - 1];
        if (page == null || page.count == PAGE) {
            page = new Page(new Op[FIRST_ROOM], 0);
            insert(pageCount, page);
        }
        page.insert(page.count, op);
        count++;
    }

    private void insert(int at, Page page) {
        if (pageCount == pages.length) {
            pages = Arrays.copyOf(pages, 2 * pageCount);
        }
        System.arraycopy(pages, at, pages, at + 1, pageCount - at);
        pages[at] = page;
        pageCount++;
    }

    /** Takes away an operation that is here. */
    void remove(Op op) {
        int at = page(op.id);
        Page page = pages[at];
        page.remove(place(page, op.id));
        count--;
        if (page.count == 0) {
            pageCount--;
            System.arraycopy(pages, at + 1, pages, at, pageCount - at);
        }
    }

    @Override
    public Iterator<Op> iterator() {
        return new Iterator<>() {
            private int page;
            private int at;

            @Override
            public boolean hasNext() {
                return page < pageCount;
            }

            @Override
            public Op next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                Op op = pages[page].ops[at++];
                if (at == pages[page].count) {
                    page++;
                    at = 0;
                }
                return op;
            }
        };
    }
}
