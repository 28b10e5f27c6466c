package app.vaultnotes.crdt.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.CrdtException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InsertionOrderTest {

    /** An element and what it was inserted behind. */
    private record Element(long id, long behind) {}

    private final Actors actors = new Actors();

    /** Elements that a few authors inserted, who often go on behind their last one. */
    private static List<Element> inserted(Random random, int count) {
        List<Element> elements = new ArrayList<>();
        int counter = 1;
        elements.add(new Element(Ids.of(random.nextInt(3), counter), Ids.NONE));
        for (int i = 0; i < count; i++) {
            Element last = elements.get(elements.size() - 1);
            Element any = elements.get(random.nextInt(elements.size()));
            boolean goesOn = random.nextInt(3) > 0;
            int author = goesOn ? Ids.actor(last.id()) : random.nextInt(3);
            long behind = goesOn ? last.id() : random.nextInt(4) == 0 ? Ids.NONE : any.id();
            boolean tied = Ids.actor(last.id()) < author && behind != last.id();
            counter += tied ? 0 : 1 + random.nextInt(2) * random.nextInt(3);
            if (behind == Ids.NONE || Ids.counter(behind) < counter) {
                elements.add(new Element(Ids.of(author, counter), behind));
            }
        }
        return elements;
    }

    /** The order that comes of inserting one after the other. */
    private List<Element> ordered(List<Element> elements) {
        Map<Long, List<Element>> below = new HashMap<>();
        elements.forEach(e -> below.computeIfAbsent(e.behind(), k -> new ArrayList<>()).add(e));
        below.values().forEach(all -> all.sort((a, b) -> actors.compare(b.id(), a.id())));
        List<Element> order = new ArrayList<>();
        walk(below, Ids.NONE, order);
        return order;
    }

    private static void walk(Map<Long, List<Element>> below, long from, List<Element> order) {
        for (Element element : below.getOrDefault(from, List.of())) {
            order.add(element);
            walk(below, element.id(), order);
        }
    }

    private boolean passes(List<Element> elements) {
        InsertionOrder order = new InsertionOrder(actors);
        int length = 0;
        long last = Ids.NONE;
        try {
            for (Element element : elements) {
                boolean goesOn =
                        length > 0
                                && element.behind() == last
                                && element.id() == Ids.plus(last, 1)
                                && length % 5 != 0; // a chain may be told in parts
                if (!goesOn) {
                    if (length > 0) {
                        order.end(length);
                    }
                    order.begin(element.id(), element.behind());
                    length = 0;
                }
                length++;
                last = element.id();
            }
            return true;
        } catch (CrdtException e) {
            return false;
        }
    }

    @Test
    void onlyTheOrderOfInsertingPasses() {
        Random random = new Random(1);
        for (int i = 0; i < 3; i++) {
            actors.add(ActorId.fromByteArray(new byte[] {(byte) (3 - i)}));
        }
        int refused = 0;
        for (int round = 0; round < 5_000; round++) {
            List<Element> right = ordered(inserted(random, 2 + random.nextInt(20)));
            assertTrue(passes(right), () -> right + "");
            List<Element> other = new ArrayList<>(right);
            int from = random.nextInt(other.size());
            int to = from + random.nextInt(other.size() - from) + 1;
            if (random.nextBoolean()) {
                Collections.rotate(other.subList(from, to), 1 + random.nextInt(3));
            } else {
                Collections.swap(other, from, random.nextInt(other.size()));
            }
            assertEquals(other.equals(right), passes(other), () -> other + " of " + right);
            refused += other.equals(right) ? 0 : 1;
        }
        assertTrue(refused > 2_000, "refused " + refused);
    }
}
