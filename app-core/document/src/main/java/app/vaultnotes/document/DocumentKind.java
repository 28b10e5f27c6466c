package app.vaultnotes.document;

/** What a document holds. The code is stored and never changes its meaning. */
public enum DocumentKind {
    /** The folders and settings of a vault; one per vault, under the vault's own id. */
    TREE(1),
    /** A Markdown note. */
    NOTE(2),
    /** An attachment or any other file; its bytes are kept outside. */
    FILE(3);

    private final int code;

    DocumentKind(int code) {
        this.code = code;
    }

    /** The stored number. */
    public int code() {
        return code;
    }

    /** The kind with this number; {@link IllegalArgumentException} for an unknown one. */
    public static DocumentKind ofCode(int code) {
        for (DocumentKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of document has the code " + code);
    }
}
