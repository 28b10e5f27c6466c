package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.Heads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a document, each behind those it depends on: who made it, its last counter and
 * what it was made on top of. Hashes of loaded changes other than the heads are made out when
 * somebody needs one.
 */
final class History {
    private static final byte[] NO_EXTRA = {};

    private int[] actors = new int[4];
    private int[] lastCounters = new int[4];
    private long[] times = new long[0];
    private @Nullable String[] messages = new String[0];

    /** Of loaded changes the bytes behind their columns. */
    private byte[] @Nullable [] extras = new byte[0][];

    private final Dependencies dependencies = new Dependencies();

    private int count;

    /** For each actor how many changes, and the highest counter. */
    private int[] sequences = new int[4];

    private int[] highest = new int[4];

    /** Changes from here on are kept as they came. */
    private int loaded;

    private final List<Change> tail = new ArrayList<>();
    private final HashIndex hashes = new HashIndex();

    /** So many of the loaded changes have a known hash, from the first on. */
    private int learned;

    /**
     * The changes nothing is built on; as a value only when somebody asks. Linked, or going through
     * it would go on to cost what it cost when there were most.
     */
    private final Set<ChangeHash> newest = new LinkedHashSet<>(2);

    private @Nullable Heads heads = Heads.NONE;
    private final BitSet headPlaces = new BitSet();
    private final BitSet loadedHeads = new BitSet();

    int count() {
        return count;
    }

    /** How many of the changes were part of the saved document. */
    int loaded() {
        return loaded;
    }

    Heads heads() {
        Heads known = heads;
        if (known == null) {
            known = Heads.of(newest);
            heads = known;
        }
        return known;
    }

    /** The changes nothing is built on, in the order of their hashes. */
    List<ChangeHash> newest() {
        return newest.size() == 1
                ? List.of(newest.iterator().next())
                : newest.stream().sorted().toList();
    }

    /** Whether a loaded change was a head of the saved document, so that its hash is known. */
    boolean isLoadedHead(int place) {
        return loadedHeads.get(place);
    }

    int actor(int place) {
        return actors[place];
    }

    int lastCounter(int place) {
        return lastCounters[place];
    }

    long time(int place) {
        return place < times.length ? times[place] : 0;
    }

    String message(int place) {
        String said = place < messages.length ? messages[place] : null;
        return said == null ? "" : said;
    }

    /** The bytes behind the columns of a loaded change. */
    byte[] extra(int place) {
        byte[] extra = place < extras.length ? extras[place] : null;
        return extra == null ? NO_EXTRA : extra;
    }

    /** Notes the bytes behind the columns of the change that is loaded next. */
    void loadExtra(byte[] extra) {
        if (count >= extras.length) {
            extras = Arrays.copyOf(extras, roomFor(count));
        }
        extras[count] = extra;
    }

    int[] dependencies(int place) {
        return dependencies.of(place);
    }

    /** A change that was not part of the saved document. */
    Change tail(int place) {
        return tail.get(place - loaded);
    }

    List<Change> tail() {
        return tail;
    }

    /** How many changes an actor made. */
    int sequence(int actor) {
        return actor >= 0 && actor < sequences.length ? sequences[actor] : 0;
    }

    /** The highest counter of an actor's operations. */
    int highest(int actor) {
        return actor < highest.length ? highest[actor] : 0;
    }

    /** Whether the hashes of all changes are known. */
    boolean isComplete() {
        return learned == loaded;
    }

    /** How many of the loaded changes have a known hash, from the first on. */
    int learned() {
        return learned;
    }

    int find(ChangeHash hash) {
        return hashes.find(hash);
    }

    ChangeHash hash(int place) {
        return hashes.get(place);
    }

    /** Adds a change whose hash is not known yet, when a saved document is loaded. */
    void load(int actor, int lastCounter, long time, String message, int[] depends) {
        add(actor, lastCounter, time, message, depends);
        loaded = count;
    }

    private void add(int actor, int lastCounter, long time, String message, int[] depends) {
        if (count == actors.length) {
            actors = Arrays.copyOf(actors, 2 * count);
            lastCounters = Arrays.copyOf(lastCounters, 2 * count);
        }
        actors[count] = actor;
        lastCounters[count] = lastCounter;
        if (time != 0) {
            if (count >= times.length) {
                times = Arrays.copyOf(times, roomFor(count));
            }
            times[count] = time;
        }
        if (!message.isEmpty()) {
            if (count >= messages.length) {
                messages = Arrays.copyOf(messages, roomFor(count));
            }
            messages[count] = message;
        }
        dependencies.add(count, depends);
        if (actor >= sequences.length) {
            sequences = Arrays.copyOf(sequences, Math.max(actor + 1, 2 * sequences.length));
            highest = Arrays.copyOf(highest, sequences.length);
        }
        sequences[actor]++;
        highest[actor] = Math.max(highest[actor], lastCounter);
        count++;
    }

    private static int roomFor(int place) {
        return Math.max(place + 1, place + place / 2);
    }

    /** Names the heads of a loaded document: a claim, also where there are no other changes. */
    void loadHeads(ChangeHash[] names, int[] places) {
        heads = null;
        for (int i = 0; i < places.length; i++) {
            newest.add(names[i]);
            headPlaces.set(places[i]);
            loadedHeads.set(places[i]);
            if (!isComplete()) {
                hashes.put(places[i], names[i]);
            }
        }
        actors = Arrays.copyOf(actors, Math.max(4, count));
        lastCounters = Arrays.copyOf(lastCounters, Math.max(4, count));
    }

    /**
     * Notes the hash of the first loaded change of which it is not known, or only claimed.
     *
     * @return whether it is the one that is claimed, and no other change's
     */
    boolean learn(int place, ChangeHash hash) {
        int at = isLoadedHead(place) ? hashes.find(hash) : hashes.put(place, hash);
        learned = at == place ? place + 1 : learned;
        return at == place;
    }

    /** Adds a change that the document took in or made; all it depends on is here. */
    void append(Change change, int actor, int lastCounter) {
        List<ChangeHash> named = change.dependencies();
        int[] depends = new int[named.size()];
        for (int i = 0; i < depends.length; i++) {
            depends[i] = hashes.find(named.get(i));
            if (depends[i] < 0) {
                throw new IllegalStateException("a change on one that is not known");
            }
        }
        add(actor, lastCounter, change.time(), change.message(), depends);
        tail.add(change);
        hashes.put(count - 1, change.hash());
        moveHeads(change, depends);
    }

    private void moveHeads(Change change, int[] depends) {
        headPlaces.set(count - 1); // first, or taking the others out would look through all below
        for (int place : depends) {
            if (headPlaces.get(place)) {
                headPlaces.clear(place);
                newest.remove(hashes.get(place));
            }
        }
        newest.add(change.hash());
        heads = null;
    }

    /** All changes that changes are built on, and those themselves. */
    BitSet ancestors(Collection<Integer> places) {
        BitSet found = new BitSet(count);
        places.forEach(found::set);
        for (int place = found.length() - 1; place >= 0; place = found.previousSetBit(place - 1)) {
            dependencies.each(place, found::set);
        }
        return found;
    }

    /** The places of the changes that are not built on by others, newest last. */
    List<Integer> after(Collection<Integer> places) {
        TreeSet<Integer> wanted = new TreeSet<>();
        TreeSet<Integer> unwanted = new TreeSet<>(places);
        headPlaces.stream().forEach(wanted::add);
        wanted.removeAll(unwanted);
        List<Integer> found = new ArrayList<>();
        while (!wanted.isEmpty()) {
            int top = Math.max(wanted.last(), unwanted.isEmpty() ? -1 : unwanted.last());
            boolean take = wanted.remove(top);
            unwanted.remove(top);
            if (take) {
                found.add(top);
            }
            for (int dependency : dependencies(top)) {
                if (!take) {
                    wanted.remove(dependency);
                    unwanted.add(dependency);
                } else if (!unwanted.contains(dependency)) {
                    wanted.add(dependency);
                }
            }
        }
        Collections.reverse(found);
        return found;
    }

    /** The moment that is now, as it stays when others come. */
    Clock clock() {
        return new Clock(highest.clone());
    }

    /** The moment after some changes and all they are built on. */
    Clock clock(Collection<Integer> places) {
        int[] clock = new int[highest.length];
        BitSet found = ancestors(places);
        for (int place = found.nextSetBit(0); place >= 0; place = found.nextSetBit(place + 1)) {
            clock[actors[place]] = Math.max(clock[actors[place]], lastCounters[place]);
        }
        return new Clock(clock);
    }
}
