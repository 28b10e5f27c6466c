package app.vaultnotes.crdt.engine;

import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds the run that has an element, from the element's name. */
final class RunIndex {

    /** Most runs of a page. */
    private static final int PAGE = 128;

    /** Drawn anew by each process: the writer of a file chooses which of its actors are here. */
    private static final long FACTOR = new SecureRandom().nextLong() | 1;

    private static final Pages NO_PAGES = new Pages();

    /**
     * For each actor that is here its runs, ordered by counter: a table in which an actor stands at
     * its place or, should others have it, behind. An array by actor would cost a text with one
     * letter as much as there are actors.
     */
    private Pages[] table = {NO_PAGES, NO_PAGES};

    private int[] actors = new int[2];
    private int used;

    /** Runs whose counters follow each other. */
    private static final class Page {
        int[] counters = new int[4];
        Run[] runs = new Run[4];
        int count;

        /** The place of the last run that begins at or before a counter, or -1. */
        int floor(int counter) {
            int at = Arrays.binarySearch(counters, 0, count, counter);
            return at >= 0 ? at : -at - 2;
        }

        void insert(int at, Run run) {
            if (count == runs.length) {
                runs = Arrays.copyOf(runs, 2 * count);
                counters = Arrays.copyOf(counters, 2 * count);
            }
            System.arraycopy(counters, at, counters, at + 1, count - at);
            System.arraycopy(runs, at, runs, at + 1, count - at);
            counters[at] = run.counter;
            runs[at] = run;
            count++;
        }

        void remove(int at) {
            count--;
            System.arraycopy(counters, at + 1, counters, at, count - at);
            System.arraycopy(runs, at + 1, runs, at, count - at);
        }

        Page split(int keep) {
            Page second = new Page();
            second.count = count - keep;
            second.counters = Arrays.copyOfRange(counters, keep, keep + PAGE);
            second.runs = Arrays.copyOfRange(runs, keep, keep + PAGE);
            count = keep;
            return second;
        }
    }

    private static final class Pages {
        Page[] pages = new Page[1];
        int[] firsts = new int[1];
        int count;

        int floor(int counter) {
            int at = Arrays.binarySearch(firsts, 0, count, counter);
            return at >= 0 ? at : -at - 2;
        }

        void insert(int at, Page page) {
            if (count == pages.length) {
                pages = Arrays.copyOf(pages, 2 * count);
                firsts = Arrays.copyOf(firsts, 2 * count);
            }
            System.arraycopy(pages, at, pages, at + 1, count - at);
            System.arraycopy(firsts, at, firsts, at + 1, count - at);
            pages[at] = page;
            firsts[at] = page.counters[0];
            count++;
        }

        void remove(int at) {
            count--;
            System.arraycopy(pages, at + 1, pages, at, count - at);
            System.arraycopy(firsts, at + 1, firsts, at, count - at);
        }
    }

    /** Where an actor's pages stand, or would. */
    private int place(int actor) {
        int mask = table.length - 1;
        int at = (int) ((actor * FACTOR) >>> (Long.numberOfLeadingZeros(table.length) + 1));
        while (table[at] != NO_PAGES && actors[at] != actor) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private Pages pages(int actor) {
        return table[place(actor)];
    }

    private Pages pagesFor(int actor) {
        Pages known = pages(actor);
        if (known != NO_PAGES) {
            return known;
        }
        if (2 * (used + 1) > table.length) {
            grow();
        }
        Pages fresh = new Pages();
        put(actor, fresh);
        used++;
        return fresh;
    }

    private void grow() {
        Pages[] pages = table;
        int[] before = actors;
        table = new Pages[2 * pages.length];
        actors = new int[table.length];
        Arrays.fill(table, NO_PAGES);
        for (int i = 0; i < pages.length; i++) {
            if (pages[i] != NO_PAGES) {
                put(before[i], pages[i]);
            }
        }
    }

    private void put(int actor, Pages pages) {
        int at = place(actor);
        actors[at] = actor;
        table[at] = pages;
    }

    /** The run with this element; null when there is none. */
    @Nullable Run find(long id) {
        Pages pages = pages(Ids.actor(id));
        int counter = Ids.counter(id);
        int page = pages.floor(counter);
        if (page < 0) {
            return null;
        }
        int at = pages.pages[page].floor(counter);
        Run run = at < 0 ? null : pages.pages[page].runs[at];
        return run != null && counter - run.counter < run.length ? run : null;
    }

    void add(Run run) {
        Pages pages = pagesFor(run.actor);
        int at = Math.max(0, pages.floor(run.counter));
        if (pages.count == 0) {
            pages.insert(0, pageOf(run));
            return;
        }
        Page page = pages.pages[at];
        if (page.count == PAGE) {
            boolean last = at == pages.count - 1 && run.counter > page.counters[PAGE - 1];
            if (last) {
                pages.insert(at + 1, pageOf(run));
                return;
            }
            Page second = page.split(PAGE / 2);
            pages.insert(at + 1, second);
            if (run.counter >= second.counters[0]) {
                at++;
                page = second;
            }
        }
        page.insert(page.floor(run.counter) + 1, run);
        pages.firsts[at] = page.counters[0];
    }

    private static Page pageOf(Run run) {
        Page page = new Page();
        page.insert(0, run);
        return page;
    }

    void remove(Run run) {
        Pages pages = pages(run.actor);
        int at = pages.floor(run.counter);
        Page page = pages.pages[at];
        page.remove(page.floor(run.counter));
        if (page.count == 0) {
            pages.remove(at);
        } else {
            pages.firsts[at] = page.counters[0];
        }
    }

    /** Puts a run in the place of one that begins with the same element. */
    void replace(Run before, Run after) {
        Pages pages = pages(before.actor);
        Page page = pages.pages[pages.floor(before.counter)];
        page.runs[page.floor(before.counter)] = after;
    }

    /** Two runs of which one has elements that the other has too; null when there are none. */
    @Nullable Run overlapping() {
        for (Pages pages : table) {
            Run before = null;
            for (int p = 0; p < pages.count; p++) {
                for (int i = 0; i < pages.pages[p].count; i++) {
                    Run run = pages.pages[p].runs[i];
                    if (before != null && before.counter + before.length > run.counter) {
                        return run;
                    }
                    before = run;
                }
            }
        }
        return null;
    }
}
