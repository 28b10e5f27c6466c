package app.vaultnotes.vault.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All terms of a query laid out as one row of bits, a bit for each token of each term, so that one
 * pass finds them all: the Shift-And algorithm (Baeza-Yates and Gonnet, 1992) over tokens instead
 * of characters. Immutable; {@link TermMatcher} holds the state of a pass.
 */
final class TermPattern {

    /**
     * One token of a term.
     *
     * @param token what to meet
     * @param beginning whether a token that only begins so will do
     * @param term number of the term
     * @param index place in the term
     * @param last whether the term is met with it
     */
    record Element(String token, boolean beginning, int term, int index, boolean last) {
        /** Whether it is one character of a script without spaces, which begins a pair. */
        boolean isSingleUnit() {
            return beginning && QueryTokens.isSingleUnit(token);
        }
    }

    private final List<Element> elements;
    private final long[] starts;
    private final long[] ends;
    private final int[] beginnings;

    /** An open hash table of the tokens to be met exactly, and beside it the bits they set. */
    private final @Nullable String[] slots;

    private final long[][] slotBits;

    private TermPattern(List<Element> elements) {
        this.elements = List.copyOf(elements);
        starts = bits(element -> element.index() == 0);
        ends = bits(Element::last);
        beginnings = indices(Element::beginning).toArray();
        slots = new @Nullable String[4 * Integer.highestOneBit(elements.size() + 1)];
        slotBits = new long[slots.length][];
        indices(element -> !element.beginning()).forEach(this::enter);
    }

    /** The pattern of words, beginnings and phrases; what goes beyond the limit is left out. */
    static TermPattern of(List<Query> terms) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            List<Element> term = elements(terms.get(i), i);
            if (elements.size() + term.size() <= QueryTerms.MAX_TOKENS) {
                elements.addAll(term);
            }
        }
        return new TermPattern(elements);
    }

    private static List<Element> elements(Query term, int number) {
        if (term instanceof Query.Word word) {
            return List.of(new Element(word.term(), false, number, 0, true));
        }
        if (term instanceof Query.Prefix prefix) {
            return List.of(new Element(prefix.start(), true, number, 0, true));
        }
        return term instanceof Query.Phrase phrase ? elements(phrase, number) : List.of();
    }

    private static List<Element> elements(Query.Phrase phrase, int number) {
        int last = phrase.terms().size() - 1;
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i <= last; i++) {
            boolean beginning = i == last && phrase.openEnd();
            elements.add(new Element(phrase.terms().get(i), beginning, number, i, i == last));
        }
        return elements;
    }

    boolean isEmpty() {
        return elements.isEmpty();
    }

    /** How many longs the bits of all elements take. */
    int width() {
        return starts.length;
    }

    long starts(int word) {
        return starts[word];
    }

    long ends(int word) {
        return ends[word];
    }

    Element element(int bit) {
        return elements.get(bit);
    }

    /**
     * Finds the elements that a token meets.
     *
     * @param met gets their bits; left as it is when there are none
     */
    boolean meet(TokenCursor token, long[] met) {
        int slot = slotOf(token);
        boolean any = slot >= 0;
        if (any) {
            System.arraycopy(slotBits[slot], 0, met, 0, met.length);
        }
        for (int bit : beginnings) {
            if (begins(token, elements.get(bit).token())) {
                if (!any) {
                    Arrays.fill(met, 0);
                    any = true;
                }
                set(met, bit);
            }
        }
        return any;
    }

    private int slotOf(TokenCursor token) {
        int hash = 0;
        for (int i = 0; i < token.length(); i++) {
            hash = 31 * hash + token.charAt(i);
        }
        for (int slot = home(hash); ; slot = (slot + 1) & (slots.length - 1)) {
            String entered = slots[slot];
            if (entered == null) {
                return -1;
            }
            if (entered.length() == token.length() && begins(token, entered)) {
                return slot;
            }
        }
    }

    private void enter(int bit) {
        String token = elements.get(bit).token();
        int slot = home(token.hashCode());
        while (slots[slot] != null && !token.equals(slots[slot])) {
            slot = (slot + 1) & (slots.length - 1);
        }
        if (slots[slot] == null) {
            slots[slot] = token;
            slotBits[slot] = new long[width()];
        }
        set(slotBits[slot], bit);
    }

    private int home(int hash) {
        return (hash ^ (hash >>> 16)) & (slots.length - 1);
    }

    private static boolean begins(TokenCursor token, String start) {
        if (token.length() < start.length()) {
            return false;
        }
        for (int i = 0; i < start.length(); i++) {
            if (token.charAt(i) != start.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private IntStream indices(Predicate<Element> which) {
        return IntStream.range(0, elements.size()).filter(bit -> which.test(elements.get(bit)));
    }

    private long[] bits(Predicate<Element> which) {
        long[] bits = new long[(elements.size() + Long.SIZE - 1) / Long.SIZE];
        indices(which).forEach(bit -> set(bits, bit));
        return bits;
    }

    private static void set(long[] bits, int bit) {
        bits[bit / Long.SIZE] |= 1L << (bit % Long.SIZE);
    }
}
