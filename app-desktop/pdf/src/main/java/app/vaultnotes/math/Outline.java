package app.vaultnotes.math;

import java.awt.Graphics2D;
import org.scilab.forge.jlatexmath.Box;

/** A formula that can be drawn at any size; all lengths are in sizes of its letters. */
public final class Outline implements Typeset.Outlined {

    private final Box box;

    Outline(Box box) {
        this.box = box;
    }

    /** How wide it is. */
    public double width() {
        return box.getWidth();
    }

    /** How far it goes above the baseline. */
    public double ascent() {
        return Math.max(0, box.getHeight());
    }

    /** How far it goes below the baseline. */
    public double descent() {
        return Math.max(0, box.getDepth());
    }

    /** Draws it with its baseline at zero and letters of size one. */
    public void draw(Graphics2D graphics) {
        synchronized (Typesetter.LIBRARY) {
            box.draw(graphics, 0, 0);
        }
    }
}
