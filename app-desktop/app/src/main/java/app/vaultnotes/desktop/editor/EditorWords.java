package app.vaultnotes.desktop.editor;

/** What the editor says, in the language of its user. */
@FunctionalInterface
public interface EditorWords {
    /** The words under a name, with values put in. */
    String of(String name, Object... values);
}
