package app.vaultnotes.ui.spelling;

import java.util.List;

/** The words of one language. Need not be safe for several threads. */
public interface WordList {

    /** Whether it has words in this script. */
    boolean covers(Character.UnicodeScript script);

    /** Whether a word is right. */
    boolean has(String word);

    /** What could be meant by a word that is not right, the likeliest first. */
    List<String> suggestions(String word);
}
