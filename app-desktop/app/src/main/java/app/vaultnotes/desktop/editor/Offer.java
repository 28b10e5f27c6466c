package app.vaultnotes.desktop.editor;

/**
 * Something that could be meant by what is typed.
 *
 * @param shown what it is called
 * @param detail what tells it from others, such as its folder
 * @param inserted what is written when it is chosen
 */
public record Offer(String shown, String detail, String inserted) {}
