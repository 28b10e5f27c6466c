package app.vaultnotes.desktop.editor;

import app.vaultnotes.ui.sharing.Company.Fellow;
import java.util.OptionalInt;

/**
 * Where somebody else writes in a note. Places are in the vault's text, and empty where that does
 * not have them yet.
 *
 * @param who who it is
 * @param anchor where their selection begins
 * @param caret where their caret stands
 */
public record OtherCaret(Fellow who, OptionalInt anchor, OptionalInt caret) {}
