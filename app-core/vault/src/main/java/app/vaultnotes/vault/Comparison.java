package app.vaultnotes.vault;

import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.CrdtReader;
import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A version of a note beside the note as it is.
 *
 * @param words what came and went since the version, word by word; what went stands first
 * @param paragraphs the paragraphs in which they differ, in order
 * @param writers which device wrote what came, by the offset in the note as it is at which a run of
 *     {@code words} begins; not every run has one
 */
public record Comparison(
        List<TextDiff.Run> words,
        List<Timeline.ChangedParagraph> paragraphs,
        Map<Integer, Id> writers) {

    /** Most runs whose writer is looked up. */
    private static final int MAX_WRITERS = 2_000;

    /** How much of a device's id the name of a writer begins with, in hexadecimal digits. */
    private static final int DEVICE_DIGITS = 16;

    /** Compares an old text with the text that a document has at some moment. */
    static Comparison of(CrdtReader reader, String then, Collection<Id> devices) {
        String now = reader.text(NoteDocument.TEXT);
        // The way back, so that words and paragraphs are cut at the same places.
        List<TextDiff.Run> words = turned(TextDiff.words(now, then));
        return new Comparison(words, Timeline.changed(now, then), writers(reader, words, devices));
    }

    private static List<TextDiff.Run> turned(List<TextDiff.Run> back) {
        List<TextDiff.Run> words = new ArrayList<>(back.size());
        for (TextDiff.Run run : back) {
            int last = words.size() - 1;
            if (run.kind() == TextDiff.Kind.EQUAL) {
                words.add(run);
            } else if (run.kind() == TextDiff.Kind.REMOVED) {
                words.add(new TextDiff.Run(TextDiff.Kind.INSERTED, run.text()));
            } else if (last >= 0 && words.get(last).kind() == TextDiff.Kind.INSERTED) {
                words.add(last, new TextDiff.Run(TextDiff.Kind.REMOVED, run.text()));
            } else {
                words.add(new TextDiff.Run(TextDiff.Kind.REMOVED, run.text()));
            }
        }
        return words;
    }

    private static Map<Integer, Id> writers(
            CrdtReader now, List<TextDiff.Run> words, Collection<Id> devices) {
        Map<String, Id> byDigits = new HashMap<>();
        devices.forEach(device -> byDigits.put(Meetings.digits(device), device));
        Map<Integer, Id> writers = new HashMap<>();
        int at = 0;
        String went = "";
        for (TextDiff.Run run : words) {
            if (run.kind() == TextDiff.Kind.INSERTED && writers.size() < MAX_WRITERS) {
                Id device = byDigits.get(writer(now, at + kept(went, run.text())));
                if (device != null) {
                    writers.put(at, device);
                }
            }
            went = run.kind() == TextDiff.Kind.REMOVED ? run.text() : "";
            at += run.kind() == TextDiff.Kind.REMOVED ? 0 : run.text().length();
        }
        return writers;
    }

    /** How much of the beginning of a word stayed when it was changed. */
    private static int kept(String went, String came) {
        int kept = 0;
        while (kept < went.length()
                && kept < came.length() - 1
                && went.charAt(kept) == came.charAt(kept)) {
            kept++;
        }
        return kept;
    }

    /** How the name of who wrote a character begins; empty when it cannot be told. */
    private static String writer(CrdtReader now, int at) {
        try {
            String token = now.cursor(NoteDocument.TEXT, at).token();
            int actor = token.indexOf('@') + 1;
            return actor > 0 && token.length() >= actor + DEVICE_DIGITS
                    ? token.substring(actor, actor + DEVICE_DIGITS)
                    : "";
        } catch (CrdtException e) {
            return ""; // only a colour is missing then
        }
    }
}
