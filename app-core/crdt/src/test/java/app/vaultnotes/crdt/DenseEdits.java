package app.vaultnotes.crdt;

import java.util.Random;

/** Edits of which some say more than their bytes pay for. */
final class DenseEdits {
    private static final Path LIST = Path.of("list");
    private static final Path PROPS = Path.of("props");
    private static final Path TEXT = Path.of("text");

    private DenseEdits() {}

    /** Edits a note whose text has this length. */
    static void some(CrdtWriter writer, Random random, int length) {
        int at = random.nextInt(length + 1);
        switch (random.nextInt(5)) {
            case 0 -> writer.splice(TEXT, at, 0, "words ".repeat(random.nextInt(30)));
            case 1 -> writer.splice(TEXT, at, Math.min(length - at, random.nextInt(20)), "x");
            case 2 -> {
                for (int i = 0, many = random.nextInt(40); i < many; i++) {
                    writer.splice(TEXT, random.nextInt(length + i + 1), 0, "y");
                }
            }
            case 3 -> {
                for (int i = random.nextInt(30); i > 0; i--) {
                    writer.put(PROPS.then("k" + random.nextInt(50)), new Value.Int(i));
                }
            }
            default -> {
                writer.makeList(LIST);
                for (int i = random.nextInt(90); i > 0; i--) {
                    writer.insert(LIST, 0, new Value.Bool(true));
                }
            }
        }
    }

    /** Removes every second character: a change of few bytes that parts the text everywhere. */
    static void part(CrdtWriter writer, int length) {
        for (int at = length / 2 - 1; at >= 0; at--) {
            writer.splice(TEXT, 2 * at, 1, "");
        }
    }
}
