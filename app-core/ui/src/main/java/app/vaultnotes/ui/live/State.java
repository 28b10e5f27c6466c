package app.vaultnotes.ui.live;

import java.util.Optional;

/**
 * How the source is read from a place on, whatever stands before it.
 *
 * @param mode what kind of lines follow
 * @param fence the fence that opened the code; empty outside of code
 * @param language the language of the code; empty outside of code
 * @param carried in the middle of a line that was cut, the style of its next row
 */
public record State(Mode mode, String fence, String language, Optional<RowStyle> carried) {

    /** What kind of lines follow. */
    public enum Mode {
        /** The beginning of the note, where front matter may stand. */
        START,
        /** Markdown, at the beginning of a block. */
        TEXT,
        /** Code behind an opening fence. */
        CODE
    }

    static final State START = new State(Mode.START, "", "", Optional.empty());
    static final State TEXT = new State(Mode.TEXT, "", "", Optional.empty());

    static State code(String fence, String language) {
        return new State(Mode.CODE, fence, language, Optional.empty());
    }

    State carrying(RowStyle style) {
        Mode next = mode == Mode.START ? Mode.TEXT : mode;
        return new State(next, fence, language, Optional.of(style));
    }

    /** The state at the end of a line that was cut. */
    State atLineEnd() {
        return new State(mode, fence, language, Optional.empty());
    }
}
