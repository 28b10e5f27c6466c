package app.vaultnotes.crdt.automerge;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.OpId;
import app.vaultnotes.crdt.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a change does, as far as it must be known before the engine gets it and to tell afterwards
 * which texts it can have altered.
 */
final class Survey {

    /** Up to this many operations are kept to follow them one by one. */
    static final int FEW = 32;

    private final Change change;
    private final Map<OpId, Boolean> made = new HashMap<>();
    private final Map<OpId, Boolean> edited = new HashMap<>();
    private final Set<Place> places = new LinkedHashSet<>();
    private final List<Operation> few = new ArrayList<>();
    private int operations;
    private boolean placesTexts;
    private @Nullable String flaw;

    /**
     * A key of a map.
     *
     * @param map nothing for the root
     */
    record Place(@Nullable OpId map, String key) {}

    private Survey(Change change) {
        this.change = change;
    }

    /**
     * Reads a change's operations.
     *
     * @throws CrdtException when they are damaged, or beyond what automerge-java can read back
     */
    static Survey of(Change change) {
        Survey survey = new Survey(change);
        change.operations(survey::add);
        return survey;
    }

    /** The same; one that cannot be read is told by its {@link #flaw}. */
    static Survey withFlaw(Change change) {
        Survey survey = new Survey(change);
        try {
            change.operations(survey::add);
        } catch (CrdtException e) {
            survey.flaw = String.valueOf(e.getMessage());
        }
        return survey;
    }

    private void add(Operation operation) {
        if (operation.writesWideInteger()) {
            throw new CrdtException("a whole number of more than 32 bits at " + operation.id());
        }
        String key = operation.key();
        boolean sequence = key == null;
        OpId object = operation.object();
        if (object != null) {
            Boolean before = edited.putIfAbsent(object, sequence);
            if (before != null && before != sequence) {
                throw new CrdtException("object " + object + " as a map and as a text");
            }
        }
        switch (operation.action()) {
            case MAKE_MAP, MAKE_TABLE -> made.put(operation.id(), false);
            case MAKE_LIST, MAKE_TEXT -> made.put(operation.id(), true);
            default -> {}
        }
        if (key != null) {
            places.add(new Place(object, key));
        }
        placesTexts |=
                operation.action() == Operation.Action.MAKE_TEXT
                        || (!sequence && operation.action() == Operation.Action.DELETE);
        if (++operations <= FEW) {
            few.add(operation);
        }
    }

    Change change() {
        return change;
    }

    /** Why its operations cannot be read; null when they can, all of them. */
    @Nullable String flaw() {
        return flaw;
    }

    /** The counter of its last operation. */
    long lastCounter() {
        return change.startOp() + operations - 1;
    }

    /** The objects it makes, and whether each is a text or list. */
    Map<OpId, Boolean> made() {
        return made;
    }

    /** The objects it edits but for the root, and whether it takes each for a text or list. */
    Map<OpId, Boolean> edited() {
        return edited;
    }

    /** What some changes do together. */
    static final class Sum {
        private final Set<OpId> sequences = new HashSet<>();
        private final List<Operation> few = new ArrayList<>();
        private int operations;
        private final Set<Place> places = new LinkedHashSet<>();
        private boolean placesTexts;

        static Sum of(List<Survey> surveys) {
            Sum sum = new Sum();
            for (Survey survey : surveys) {
                survey.edited.forEach((id, sequence) -> sum.note(id, sequence));
                sum.operations += survey.operations;
                sum.places.addAll(survey.places);
                sum.placesTexts |= survey.placesTexts;
                if (sum.isFew()) {
                    sum.few.addAll(survey.few);
                }
            }
            return sum;
        }

        private void note(OpId id, boolean sequence) {
            if (sequence) {
                sequences.add(id);
            }
        }

        /** The texts and lists they edit. */
        Set<OpId> sequences() {
            return sequences;
        }

        /** The keys they write, in order. */
        Set<Place> places() {
            return places;
        }

        /** Whether after them a text may stand where none was, or another one. */
        boolean placeTexts() {
            return placesTexts;
        }

        boolean isFew() {
            return operations <= FEW;
        }

        /** All their operations; only if {@link #isFew}. */
        List<Operation> operations() {
            return few;
        }
    }
}
