package app.vaultnotes.ui.live;

import java.util.List;

/** Which way rows are read: as their first letter is, as in Unicode's bidirectional algorithm. */
public final class Direction {

    private Direction() {}

    /** Whether a text is read from the right to the left. */
    public static boolean isRightToLeft(String text) {
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            switch (Character.getDirectionality(text.codePointAt(at))) {
                case Character.DIRECTIONALITY_LEFT_TO_RIGHT -> {
                    return false;
                }
                case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
                        Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC -> {
                    return true;
                }
                default -> {
                    // Digits, marks and spaces go with what stands around them.
                }
            }
        }
        return false;
    }

    /** Whether a row of these pieces of text is read from the right to the left. */
    static boolean isRightToLeft(List<Seg> segs) {
        StringBuilder text = new StringBuilder();
        segs.stream().filter(seg -> seg.widget().isEmpty()).forEach(seg -> text.append(seg.text()));
        return isRightToLeft(text.toString());
    }
}
