package app.vaultnotes.math;

import java.awt.image.BufferedImage;

/** What became of a formula. */
public sealed interface Typeset {

    /** What became of a formula that is drawn by somebody else. */
    sealed interface Outlined permits Outline, Problem {}

    /**
     * A picture of it; all lengths are in device pixels.
     *
     * @param image ink on nothing, with {@code margin} around the formula's box for what hangs over
     * @param ascent how far the box goes above the baseline
     * @param descent how far the box goes below it
     */
    record Picture(BufferedImage image, int margin, int ascent, int descent) implements Typeset {

        /** How wide the formula's box is. */
        public int width() {
            return image.getWidth() - 2 * margin;
        }
    }

    /**
     * Why there is none.
     *
     * @param detail what it is about, such as the name of a command; may be empty
     */
    record Problem(Kind kind, String detail) implements Typeset, Outlined {}

    /** What can be wrong with a formula. */
    enum Kind {
        /** It has too many characters. */
        LONG,
        /** It is nested too deeply. */
        DEEP,
        /** A command is not among those that may be used. */
        COMMAND,
        /** An environment is not among those that may be used, or is not written as it must be. */
        ENVIRONMENT,
        /** A sign means something only in definitions. */
        SIGN,
        /** Its picture would be too large. */
        LARGE,
        /** It took too long. */
        SLOW,
        /** Nothing of it can be seen. */
        EMPTY,
        /** It is no correct TeX. */
        TEX
    }
}
