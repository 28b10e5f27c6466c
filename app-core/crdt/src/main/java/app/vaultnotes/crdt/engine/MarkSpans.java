package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.Mark;
import app.vaultnotes.crdt.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes out which marks cover which part of a text, from its edges and lengths in their order. Only
 * the names whose marks begin or end somewhere are looked at there.
 */
final class MarkSpans {
    private final Actors actors;
    private final Map<Long, Name> open = new HashMap<>();
    private final Map<String, Name> names = new HashMap<>();
    private final Set<Name> touched = new HashSet<>();
    private final List<Mark> found = new ArrayList<>();
    private int offset;

    MarkSpans(Actors actors) {
        this.actors = actors;
    }

    /** The marks of one name, of which the latest is seen. */
    private final class Name {
        private final String name;

        /** Marks that have begun and not ended, by the names of their operations. */
        private final TreeMap<Long, Value> begun = new TreeMap<>(actors::compare);

        /** The value seen last. */
        private @Nullable Value value;

        private int start;

        /** Where the value ended; of no meaning while it is seen. */
        private int end;

        private boolean running;

        Name(String name) {
            this.name = name;
        }

        /** Sees to what begins and ends here. */
        void settle() {
            Value now = begun.isEmpty() ? null : begun.lastEntry().getValue();
            if (running && now != null && now.equals(value)) {
                return;
            }
            if (running) {
                running = false;
                end = offset;
            }
            if (now != null) {
                begin(now);
            }
        }

        private void begin(Value now) {
            running = true;
            if (end == offset && now.equals(value)) {
                return;
            }
            tell();
            value = now;
            start = offset;
        }

        private void tell() {
            Value seen = value;
            if (seen != null && !(seen instanceof Value.Null) && start < end) {
                found.add(new Mark(start, end, name, seen));
            }
        }

        void finish() {
            end = running ? offset : end;
            tell();
        }
    }

    /** Goes on behind the edge of a mark. */
    void edge(Op edge) {
        String name = edge.markName;
        if (name != null) {
            Name marks = names.computeIfAbsent(name, Name::new);
            marks.begun.put(edge.id, edge.value);
            open.put(edge.id, marks);
            touched.add(marks);
            return;
        }
        long beginning = Ids.plus(edge.id, -1);
        Name marks = open.remove(beginning);
        if (marks != null) {
            marks.begun.remove(beginning);
            touched.add(marks);
        }
    }

    /** Goes on behind so many units of text. */
    void pass(int units) {
        if (!touched.isEmpty()) {
            touched.forEach(Name::settle);
            touched.clear();
        }
        offset += units;
    }

    /** The marks, by start, end and name. */
    List<Mark> finish() {
        names.values().forEach(Name::finish);
        found.sort(
                Comparator.comparingInt(Mark::start)
                        .thenComparingInt(Mark::end)
                        .thenComparing(Mark::name));
        return found;
    }
}
