package app.vaultnotes.ui.live;

import java.util.Optional;

/**
 * How the source is read from a place on, whatever stands before it.
 *
 * @param mode what kind of lines follow
 * @param fence the fence that opened the code; empty outside of code
 * @param language the language of the code; empty outside of code
 * @param open what of the code before is still open, such as a comment; 0 for nothing
 * @param carried in the middle of a line that was cut, the style of its next row
 */
public record State(
        Mode mode, String fence, String language, int open, Optional<RowStyle> carried) {

    /** What kind of lines follow. */
    public enum Mode {
        /** The beginning of the note, where front matter may stand. */
        START,
        /** Markdown, at the beginning of a block. */
        TEXT,
        /** Code behind an opening fence. */
        CODE
    }

    static final State START = new State(Mode.START, "", "", 0, Optional.empty());
    static final State TEXT = new State(Mode.TEXT, "", "", 0, Optional.empty());

    static State code(String fence, String language) {
        return new State(Mode.CODE, fence, language, 0, Optional.empty());
    }

    State carrying(RowStyle style) {
        Mode next = mode == Mode.START ? Mode.TEXT : mode;
        return new State(next, fence, language, open, Optional.of(style));
    }

    /** The state behind a line of code, or a piece of one, in which this is open at its end. */
    State behind(int openThere) {
        return new State(mode, fence, language, openThere, Optional.empty());
    }
}
