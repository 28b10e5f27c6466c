package app.vaultnotes.ui.live;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntConsumer;

/** Prints what loading, a key, a move of the caret and a remote edit cost, in milliseconds. */
final class LiveBench {

    private static final int STEPS = 3_000;

    private LiveBench() {}

    public static void main(String[] args) {
        for (int round = 0; round < 2; round++) {
            run("10,000 words", 60_000);
            run("1 MB", 1_000_000);
        }
    }

    private static void run(String name, int chars) {
        String note = note(chars);
        long start = System.nanoTime();
        LiveText live = new LiveText(note);
        double load = (System.nanoTime() - start) / 1e6;
        System.out.printf("%s, %d rows: load %.1f ms%n", name, live.rows().size(), load);
        Random random = new Random(1);
        int middle = note.length() / 2;
        live.select(Selection.caret(middle));
        measure(
                "key",
                i -> {
                    int at = live.selection().orElseThrow().caret();
                    String typed =
                            i % 60 == 59 ? "\n\n" : "typing *so* on ".substring(i % 15, i % 15 + 1);
                    live.edit(at, 0, typed, Selection.caret(at + typed.length()));
                });
        measure(
                "caret",
                i -> {
                    int at = live.selection().orElseThrow().caret();
                    live.select(Selection.caret(Math.min(live.length(), at + 1)));
                });
        measure("jump", i -> live.select(Selection.caret(random.nextInt(live.length() + 1))));
        measure(
                "remote edit",
                i -> {
                    int at = random.nextInt(live.length());
                    live.edit(at, 0, "x", Selection.caret(middle));
                });
    }

    private static void measure(String name, IntConsumer step) {
        long[] nanos = new long[STEPS];
        for (int i = 0; i < STEPS; i++) {
            long start = System.nanoTime();
            step.accept(i);
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        System.out.printf(
                "  %-12s p50 %.3f p95 %.3f p99 %.3f max %.3f ms%n",
                name,
                nanos[STEPS / 2] / 1e6,
                nanos[STEPS * 95 / 100] / 1e6,
                nanos[STEPS * 99 / 100] / 1e6,
                nanos[STEPS - 1] / 1e6);
    }

    /** Prose with headings, lists, quotes, code and tables. */
    static String note(int chars) {
        Random random = new Random(7);
        String[] blocks = {
            "## A heading with a [[Link|name]]\n\n",
            "Some prose that goes on for a while, with **bold** and *italic* words, a #tag and a"
                    + " [link](https://example.org/path) in it.\nA second line of it.\n\n",
            "Plain words without any marks at all, as most of a note is made of; they go on.\n\n",
            "- one item\n- [ ] a task with `code`\n  - nested ==item==\n- last\n\n",
            "> [!note] Title\n> quoted **words**\n\n",
            "```java\nint x = 1;\nreturn x;\n```\n\n",
            "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\n"
        };
        StringBuilder text = new StringBuilder("---\ntitle: bench\n---\n");
        while (text.length() < chars) {
            text.append(blocks[random.nextInt(blocks.length)]);
        }
        return text.toString();
    }
}
