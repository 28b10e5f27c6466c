package app.vaultnotes.vault;

import app.vaultnotes.document.Id;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The notes that were merged here as a local fact holds them, the newest first, one a line. */
final class KeptArrivals {

    /** More are not remembered. */
    static final int MOST = 200;

    private static final String FACT = "arrivals";

    private KeptArrivals() {}

    /** All that are remembered. */
    static List<KeptArrival> all(LocalFacts facts) {
        return facts.get(FACT)
                .orElse("")
                .lines()
                .flatMap(line -> KeptArrival.parse(line).stream())
                .toList();
    }

    /** What becomes of the fact when some came; nothing when none did. */
    static Map<String, String> with(LocalFacts facts, Collection<KeptArrival> came) {
        if (came.isEmpty()) {
            return Map.of();
        }
        List<KeptArrival> all = new ArrayList<>(all(facts));
        for (KeptArrival next : came) {
            Optional<KeptArrival> before =
                    all.stream().filter(kept -> kept.goesOnIn(next)).findFirst();
            before.ifPresent(all::remove);
            all.add(0, before.map(kept -> kept.with(next)).orElse(next));
        }
        return Map.of(FACT, text(all));
    }

    /** Remembers what a merge changed. */
    static void add(LocalFacts facts, List<KeptArrival> came) {
        with(facts, came).forEach(facts::put);
    }

    /** Forgets notes that are purged. */
    static void forget(LocalFacts facts, Collection<Id> gone) {
        List<KeptArrival> all = all(facts);
        List<KeptArrival> left = all.stream().filter(kept -> !gone.contains(kept.note())).toList();
        if (left.size() < all.size()) {
            put(facts, left);
        }
    }

    /** Remembers these alone. */
    static void put(LocalFacts facts, List<KeptArrival> all) {
        facts.put(FACT, text(all));
    }

    private static String text(List<KeptArrival> all) {
        return String.join("\n", all.stream().limit(MOST).map(KeptArrival::line).toList());
    }
}
