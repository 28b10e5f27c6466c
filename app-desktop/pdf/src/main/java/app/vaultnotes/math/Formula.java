package app.vaultnotes.math;

/**
 * What is typeset.
 *
 * @param tex as it is written in the note
 * @param display whether it stands on its own, with room above and below its signs
 * @param argb the colour of its ink
 * @param scale device pixels for one pixel of the window's layout
 */
public record Formula(String tex, boolean display, int argb, double scale) {}
