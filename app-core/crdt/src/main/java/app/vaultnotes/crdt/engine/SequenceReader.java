package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Mark;
import app.vaultnotes.crdt.Value;
import app.vaultnotes.crdt.Written;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/** Reads a sequence as it is or as it was at a moment. */
final class SequenceReader {
    private final Actors actors;
    private final SequenceState sequence;
    private final Clock clock;

    SequenceReader(Actors actors, SequenceState sequence, Clock clock) {
        this.actors = actors;
        this.sequence = sequence;
        this.clock = clock;
    }

    /** Is shown the visible parts of a sequence in their order. */
    private interface Visitor {
        /** Characters of a run, from one element to before another. */
        void characters(Run run, int from, int to);

        void element(Run run, Op winner);

        default void mark(Op edge) {}
    }

    private void visit(Visitor visitor) {
        sequence.tree.forEach(run -> {
            Slot slot = run.slot;
            if (slot == null) {
                visitPlain(run, visitor);
            } else {
                Op winner = slot.winner(actors, clock);
                if (winner != null) {
                    visitor.element(run, winner);
                } else if (run.isMark() && stands(slot.first())) {
                    visitor.mark(slot.first());
                }
            }
        });
    }

    /** Whether the edge of a mark is there and not removed. */
    private boolean stands(Op edge) {
        if (clock == Clock.NOW) {
            return edge.successorCount() == 0;
        }
        for (int s = 0; s < edge.successorCount(); s++) {
            if (clock.covers(edge.successor(s))) {
                return false;
            }
        }
        return clock.covers(edge.id);
    }

    private void visitPlain(Run run, Visitor visitor) {
        if (clock == Clock.NOW) {
            if (!run.isRemoved()) {
                visitor.characters(run, 0, run.length);
            }
            return;
        }
        int known = Math.min(run.length, clock.highest(run.actor) - run.counter + 1);
        if (known > 0 && !run.isRemoved()) {
            visitor.characters(run, 0, known);
            return;
        }
        int from = 0;
        while (from < known) {
            boolean visible = isVisible(run, from);
            int to = from + 1;
            while (to < known && isVisible(run, to) == visible) {
                to++;
            }
            if (visible) {
                visitor.characters(run, from, to);
            }
            from = to;
        }
    }

    private boolean isVisible(Run run, int element) {
        for (int t = 0; t < run.trackCount(); t++) {
            if (clock.covers(run.trackActor(t), run.trackCounter(t, element))) {
                return false;
            }
        }
        return true;
    }

    /** The text; of something that is no text, a placeholder. */
    String text() {
        if (clock == Clock.NOW) {
            Text text = new Text(sequence.length());
            sequence.tree.forEachVisible(text::add);
            return text.toString();
        }
        Text text = new Text(sequence.charCount());
        visit(text);
        return text.toString();
    }

    private final class Text implements Visitor {
        private char[] chars;
        private int length;

        /** What stands side by side in the store is copied at once. */
        private int pendingFrom;

        private int pendingTo;

        Text(int capacity) {
            chars = new char[capacity];
        }

        /** Adds a run that is visible now. */
        void add(Run run) {
            if (run.slot == null) {
                characters(run, 0, run.length);
            } else {
                Op winner = run.slot.winner(actors, clock);
                if (winner != null) {
                    element(run, winner);
                }
            }
        }

        @Override
        public void characters(Run run, int from, int to) {
            int start = run.textStart + from * run.unit;
            if (start != pendingTo) {
                copyPending();
                pendingFrom = start;
            }
            pendingTo = start + (to - from) * run.unit;
        }

        private void copyPending() {
            int units = pendingTo - pendingFrom;
            room(units);
            System.arraycopy(sequence.chars(), pendingFrom, chars, length, units);
            length += units;
            pendingFrom = pendingTo;
        }

        @Override
        public void element(Run run, Op winner) {
            copyPending();
            String shown = SequenceState.shown(winner);
            room(shown.length());
            shown.getChars(0, shown.length(), chars, length);
            length += shown.length();
        }

        private void room(int more) {
            if (more > chars.length - length) {
                chars = Arrays.copyOf(chars, length + more + length / 2);
            }
        }

        @Override
        public String toString() {
            copyPending();
            return new String(chars, 0, length);
        }
    }

    /** Who wrote the characters. */
    List<Written> written() {
        List<Written> written = new ArrayList<>();
        visit(
                new Visitor() {
                    @Override
                    public void characters(Run run, int from, int to) {
                        long first = Ids.plus(run.firstId(), from);
                        written.add(new Written(actors.opId(first), to - from, run.unit));
                    }

                    @Override
                    public void element(Run run, Op winner) {
                        written.add(new Written(actors.opId(run.firstId()), 1, units(winner)));
                    }
                });
        return written;
    }

    /** What stands in a list. */
    List<Value> values() {
        List<Value> values = new ArrayList<>();
        elements((slot, winner) -> values.add(slot.value(actors, winner, clock)));
        return values;
    }

    /** Shows what stands in a list, in its order. */
    void elements(BiConsumer<Slot, Op> each) {
        visit(
                new Visitor() {
                    @Override
                    public void characters(Run run, int from, int to) {
                        throw new IllegalStateException("a character in a list");
                    }

                    @Override
                    public void element(Run run, Op winner) {
                        Slot slot = run.slot;
                        if (slot != null) {
                            each.accept(slot, winner);
                        }
                    }
                });
    }

    /** Visible units. */
    int length() {
        if (clock == Clock.NOW) {
            return sequence.length();
        }
        Place place = new Place(Integer.MAX_VALUE);
        visit(place);
        return place.offset;
    }

    /** Counts units up to an element or an offset. */
    private final class Place implements Visitor {
        private final int wanted;
        private int offset;

        /** The element at the wanted offset. */
        private long found = Ids.NONE;

        private boolean inside;

        Place(int wanted) {
            this.wanted = wanted;
        }

        @Override
        public void characters(Run run, int from, int to) {
            int units = (to - from) * run.unit;
            if (wanted >= offset && wanted < offset + units) {
                int at = wanted - offset;
                inside |= at % run.unit != 0;
                found = Ids.plus(run.firstId(), from + at / run.unit);
            }
            offset += units;
        }

        @Override
        public void element(Run run, Op winner) {
            int units = units(winner);
            if (wanted >= offset && wanted < offset + units) {
                inside |= wanted > offset;
                found = run.firstId();
            }
            offset += units;
        }
    }

    private int units(Op winner) {
        return sequence.isText ? SequenceState.shown(winner).length() : 1;
    }

    /** The name of the element at an offset below the length. */
    long elementAt(int offset) {
        if (clock == Clock.NOW) {
            sequence.requireBoundary(offset);
            Run run = sequence.tree.at(offset);
            int at = run.slot == null ? sequence.tree.within() / run.unit : 0;
            return Ids.plus(run.firstId(), at);
        }
        Place place = new Place(offset);
        visit(place);
        if (place.inside || place.found == Ids.NONE) {
            throw new IllegalArgumentException("offset " + offset + " is at no character");
        }
        return place.found;
    }

    /** How many units are visible before an element, whether it is visible or not. */
    int offsetOf(long element) {
        Run run = sequence.index.find(element);
        if (run == null || !clock.covers(element)) {
            throw new CrdtException("the text has no place for this cursor");
        }
        int at = Ids.counter(element) - run.counter;
        if (clock == Clock.NOW) {
            return sequence.tree.offsetOf(run) + (run.width > 0 ? at * run.unit : 0);
        }
        return offsetInPast(run, at);
    }

    private int offsetInPast(Run sought, int at) {
        int[] offset = {0};
        boolean[] done = {false};
        Visitor counting =
                new Visitor() {
                    @Override
                    public void characters(Run run, int from, int to) {
                        offset[0] += (to - from) * run.unit;
                    }

                    @Override
                    public void element(Run run, Op winner) {
                        offset[0] += units(winner);
                    }
                };
        sequence.tree.forEach(run -> {
            if (done[0] || run == sought) {
                if (run == sought && run.slot == null) {
                    visitPlain(
                            run,
                            new Visitor() {
                                @Override
                                public void characters(Run same, int from, int to) {
                                    int before = Math.max(0, Math.min(to, at) - from);
                                    offset[0] += before * same.unit;
                                }

                                @Override
                                public void element(Run same, Op winner) {}
                            });
                }
                done[0] = true;
            } else if (run.slot == null) {
                visitPlain(run, counting);
            } else {
                Op winner = run.slot.winner(actors, clock);
                if (winner != null) {
                    counting.element(run, winner);
                }
            }
        });
        return offset[0];
    }

    /** The marks, by start, end and name. */
    List<Mark> marks() {
        if (sequence.tree.marks() == 0) {
            return List.of();
        }
        MarkSpans spans = new MarkSpans(actors);
        visit(new Marks(spans));
        return spans.finish();
    }

    /** Shows edges and what stands between them. */
    private final class Marks implements Visitor {
        private final MarkSpans spans;

        Marks(MarkSpans spans) {
            this.spans = spans;
        }

        @Override
        public void mark(Op edge) {
            spans.edge(edge);
        }

        @Override
        public void characters(Run run, int from, int to) {
            spans.pass((to - from) * run.unit);
        }

        @Override
        public void element(Run run, Op winner) {
            spans.pass(units(winner));
        }
    }
}
