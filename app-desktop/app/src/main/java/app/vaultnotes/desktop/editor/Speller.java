package app.vaultnotes.desktop.editor;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What knows how words are spelt. Answers come later, on the JavaFX thread. */
public interface Speller {

    /** Whether a person wants words to be checked. */
    boolean isOn();

    /** Finds which of some words are wrong. */
    void check(Set<String> words, Consumer<Set<String>> wrong);

    /** Finds what could be meant by a wrong word, the likeliest first. */
    void suggest(String word, Consumer<List<String>> show);

    /** From now on a word is right. */
    void learn(String word);

    /** Until the app ends a word is not checked, in all notes. */
    void ignore(String word);

    /** Says what was not found. */
    void nothing(String words);

    /** Has someone told when other words are right than before; until the result is run. */
    Runnable onChange(Runnable listener);
}
