package app.vaultnotes.pdf;

import app.vaultnotes.math.Outline;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.w3c.dom.Document;

/** A note on its way to pages: its tree, what the tree shows, and what became of the note. */
final class Sheet {

    private static final int MAX_CHANGES = 50;

    private final Document document;
    private final List<byte[]> pictures = new ArrayList<>();
    private final List<Outline> formulas = new ArrayList<>();
    private final Set<String> changes = new LinkedHashSet<>();

    Sheet(Document document) {
        this.document = document;
    }

    Document document() {
        return document;
    }

    /** Takes a picture; says under which number. */
    int add(byte[] picture) {
        pictures.add(picture);
        return pictures.size() - 1;
    }

    byte[] picture(int number) {
        return pictures.get(number);
    }

    /** Takes a formula; says under which number. */
    int add(Outline formula) {
        formulas.add(formula);
        return formulas.size() - 1;
    }

    Outline formula(int number) {
        return formulas.get(number);
    }

    /** Notes what looks other than in the note, in words. */
    void changed(String why) {
        if (changes.size() < MAX_CHANGES) {
            changes.add(why);
        }
    }

    List<String> changes() {
        return List.copyOf(changes);
    }
}
