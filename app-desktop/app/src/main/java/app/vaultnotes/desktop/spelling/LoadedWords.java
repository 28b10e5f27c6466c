package app.vaultnotes.desktop.spelling;

import app.vaultnotes.ui.spelling.WordList;

/** What became of reading a dictionary. */
public sealed interface LoadedWords {

    /** It can be used. */
    record Ready(WordList words) implements LoadedWords {}

    /** It cannot be used; {@code why} says what is wrong with it. */
    record Broken(FoundDictionary dictionary, String why) implements LoadedWords {}
}
