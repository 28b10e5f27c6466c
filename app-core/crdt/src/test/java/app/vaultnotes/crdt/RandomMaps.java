package app.vaultnotes.crdt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** One random change of maps, values and texts that stand in each other below a map. */
public final class RandomMaps {
    private static final List<String> KEYS = List.of("a", "b", "é");
    private static final int MOST_EDITS = 4;
    private static final int DEEPEST = 4;

    private final Random random;
    private final List<Path> maps = new ArrayList<>();
    private final List<Path> texts = new ArrayList<>();

    private RandomMaps(Random random) {
        this.random = random;
    }

    /** Makes a change of some edits below a map. */
    public static Optional<Change> change(CrdtDocument document, Path top, Random random) {
        RandomMaps edits = new RandomMaps(random);
        edits.collect(document.now(), top);
        return document.change(w -> {
            for (int i = 1 + random.nextInt(MOST_EDITS); i > 0; i--) {
                edits.edit(w);
            }
        });
    }

    private void collect(CrdtReader now, Path map) {
        maps.add(map);
        for (String key : now.keys(map)) {
            Value value = now.value(map.then(key)).orElseThrow();
            if (value instanceof Value.MapObject) {
                collect(now, map.then(key));
            } else if (value instanceof Value.TextObject) {
                texts.add(map.then(key));
            }
        }
    }

    private void edit(CrdtWriter w) {
        Path map = maps.get(random.nextInt(maps.size()));
        Path path = map.then(KEYS.get(random.nextInt(KEYS.size())));
        switch (random.nextInt(8)) {
            case 0 -> {
                forget(path);
                w.delete(path);
            }
            case 1 -> {
                forget(path);
                w.makeText(path);
                texts.add(path);
            }
            case 2, 3 -> {
                if (map.depth() < DEEPEST) {
                    forget(path);
                    w.makeMap(path);
                    maps.add(path);
                }
            }
            case 4, 5 -> {
                if (!texts.isEmpty()) {
                    w.splice(texts.get(random.nextInt(texts.size())), 0, 0, "x" + map.depth());
                }
            }
            default -> {
                forget(path);
                w.put(path, new Value.Int(random.nextInt(3)));
            }
        }
    }

    private void forget(Path path) {
        maps.removeIf(each -> isAtOrBelow(each, path));
        texts.removeIf(each -> isAtOrBelow(each, path));
    }

    private static boolean isAtOrBelow(Path path, Path top) {
        return path.depth() >= top.depth()
                && path.keys().subList(0, top.depth()).equals(top.keys());
    }
}
