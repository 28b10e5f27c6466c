package app.vaultnotes.desktop.editor;

/**
 * A file of the vault as a note shows it.
 *
 * @param size as a person reads it
 */
public record Attachment(String name, String size) {}
