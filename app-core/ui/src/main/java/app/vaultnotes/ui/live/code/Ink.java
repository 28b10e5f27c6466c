package app.vaultnotes.ui.live.code;

/** What a stretch of code is. */
public enum Ink {
    /** Anything else. */
    PLAIN,
    /** A word of the language. */
    KEYWORD,
    /** A type, something that is called, a key, an element. */
    NAME,
    /** Text between quotes; a line that was added. */
    STRING,
    /** A number. */
    NUMBER,
    /** A remark. */
    COMMENT,
    /** A line that was removed. */
    REMOVED
}
