package app.vaultnotes.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Notes made up from a vocabulary whose words are as unevenly frequent as those of a language. */
public final class Samples {

    private static final int VOCABULARY = 30_000;
    private static final int NOTE_CHARS = 2_000;
    private static final int NOTES_PER_FOLDER = 200;

    private final Random random;
    private final List<String> words = new ArrayList<>();

    /** Notes that are the same for the same seed. */
    public Samples(long seed) {
        random = new Random(seed);
        for (int i = 0; i < VOCABULARY; i++) {
            words.add(word());
        }
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        for (int i = 2 + random.nextInt(4); i > 0; i--) {
            word.append("bcdfghklmnprstvw".charAt(random.nextInt(16)))
                    .append("aeiou".charAt(random.nextInt(5)));
        }
        return word.toString();
    }

    /** A word, the early ones far more often than the late ones. */
    public String pick() {
        return words.get((int) (VOCABULARY * Math.pow(random.nextDouble(), 4)));
    }

    /** The word with this rank. */
    String word(int rank) {
        return words.get(rank);
    }

    String note(int number, int notes) {
        StringBuilder text = new StringBuilder("# Note " + number + "\n\n");
        while (text.length() < NOTE_CHARS) {
            text.append(pick()).append(random.nextInt(12) == 0 ? ".\n\n" : " ");
            if (random.nextInt(60) == 0) {
                text.append("[[Note ").append(random.nextInt(notes)).append("]] ");
            }
            if (random.nextInt(120) == 0) {
                text.append("#").append(pick()).append(' ');
            }
        }
        return text.append("\n\n- [ ] ").append(pick()).append('\n').toString();
    }

    /** Writes notes as files, in folders of 200. */
    public void write(Path folder, int notes) throws IOException {
        for (int i = 0; i < notes; i++) {
            Path file =
                    folder.resolve("Folder " + i / NOTES_PER_FOLDER).resolve("Note " + i + ".md");
            if (i % NOTES_PER_FOLDER == 0) {
                Files.createDirectories(file.getParent());
            }
            Files.writeString(file, note(i, notes));
        }
    }
}
