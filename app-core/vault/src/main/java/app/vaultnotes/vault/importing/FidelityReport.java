package app.vaultnotes.vault.importing;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of a source, file by file.
 *
 * @param notes notes that came over
 * @param folders folders that came over
 * @param attachments other files that came over
 * @param unchanged files that were here already, as they are there
 * @param changed what came over in another form, and why
 * @param skipped what was left out, and why
 */
public record FidelityReport(
        int notes,
        int folders,
        int attachments,
        int unchanged,
        List<Line> changed,
        List<Line> skipped) {

    /** A file and what to know about it. */
    public record Line(String path, String why) {}

    /** Gathers a report. Safe for many threads. */
    public static final class Builder {
        private final List<Line> changed = new ArrayList<>();
        private final List<Line> skipped = new ArrayList<>();
        private int notes;
        private int folders;
        private int attachments;
        private int unchanged;

        /** A note came over. */
        public synchronized void note() {
            notes++;
        }

        /** Folders came over. */
        public synchronized void folders(int count) {
            folders += count;
        }

        /** Another file came over. */
        public synchronized void attachment() {
            attachments++;
        }

        /** A file was here already. */
        public synchronized void unchanged() {
            unchanged++;
        }

        /** Something came over in another form. */
        public synchronized void changed(String path, String why) {
            changed.add(new Line(path, why));
        }

        /** Something was left out. */
        public synchronized void skipped(String path, String why) {
            skipped.add(new Line(path, why));
        }

        /** The report. */
        public synchronized FidelityReport build() {
            return new FidelityReport(
                    notes,
                    folders,
                    attachments,
                    unchanged,
                    List.copyOf(changed),
                    List.copyOf(skipped));
        }
    }
}
