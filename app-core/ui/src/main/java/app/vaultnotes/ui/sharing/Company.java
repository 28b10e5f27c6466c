package app.vaultnotes.ui.sharing;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.sync.Caret;
import app.vaultnotes.vault.sync.Present;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who else has a note of the vault open right now. Each person has a colour as long as they are
 * there, in the order in which they came. For one thread.
 */
public final class Company {

    /** How many colours there are; of more people some share one. */
    public static final int COLOURS = 6;

    private static final int MOST_LABEL_CHARS = 24;

    /** The colours of accounts. */
    private final Map<Id, Integer> colours = new HashMap<>();

    private List<Fellow> all = List.of();

    /**
     * Somebody on a device.
     *
     * @param device which
     * @param name what they are called in full, with their device; empty while nobody has told
     * @param label the same in few letters
     * @param colour from 0 to {@link #COLOURS} - 1
     * @param caret where they write
     */
    public record Fellow(Id device, String name, String label, int colour, Caret caret) {}

    /** These are there now. */
    public void take(List<Present> others) {
        Set<Id> accounts = new HashSet<>();
        others.forEach(other -> accounts.add(other.account()));
        colours.keySet().retainAll(accounts);
        Map<String, Set<Id>> called = new HashMap<>();
        for (Present other : others) {
            colours.computeIfAbsent(other.account(), account -> free());
            called.computeIfAbsent(person(other.name()), label -> new HashSet<>())
                    .add(other.account());
        }
        all =
                others.stream()
                        .map(other -> {
                            String label = person(other.name());
                            boolean isOne = called.getOrDefault(label, Set.of()).size() == 1;
                            return fellow(other, isOne ? label : other.name());
                        })
                        .toList();
    }

    private Fellow fellow(Present other, String label) {
        int colour = colours.getOrDefault(other.account(), 0);
        return new Fellow(other.device(), other.name(), cut(label), colour, other.caret());
    }

    /** The colour that the fewest have, the first of those. */
    private int free() {
        int[] taken = new int[COLOURS];
        colours.values().forEach(colour -> taken[colour]++);
        int best = 0;
        for (int i = 1; i < COLOURS; i++) {
            best = taken[i] < taken[best] ? i : best;
        }
        return best;
    }

    /** The part of an address that is theirs; a device that is one's own has none. */
    private static String person(String name) {
        int at = name.indexOf('@');
        return at > 0 && name.endsWith(")") ? name.substring(0, at) : name;
    }

    private static String cut(String label) {
        if (label.length() <= MOST_LABEL_CHARS) {
            return label;
        }
        int end = MOST_LABEL_CHARS - 1;
        boolean isHalf = Character.isHighSurrogate(label.charAt(end - 1));
        return label.substring(0, isHalf ? end - 1 : end).strip() + "…";
    }

    /** All of them, those first who came first. */
    public List<Fellow> all() {
        return all;
    }

    /** Those who have a note open. */
    public List<Fellow> in(Id note) {
        return all.stream().filter(fellow -> fellow.caret().note().equals(note)).toList();
    }
}
