package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.Speller;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The dictionaries, for the notes of a window. */
final class WindowSpeller implements Speller {

    private final AppWindow window;

    WindowSpeller(AppWindow window) {
        this.window = window;
    }

    private Dictionaries dictionaries() {
        return window.app().dictionaries();
    }

    @Override
    public boolean isOn() {
        return dictionaries().isOn();
    }

    @Override
    public void check(Set<String> words, Consumer<Set<String>> wrong) {
        dictionaries().check(words, wrong);
    }

    @Override
    public void suggest(String word, Consumer<List<String>> show) {
        dictionaries().suggest(word, show);
    }

    @Override
    public void learn(String word) {
        dictionaries().learn(word);
    }

    @Override
    public void ignore(String word) {
        dictionaries().ignore(word);
    }

    @Override
    public void nothing(String words) {
        window.toasts().say(Words.of(words));
    }

    @Override
    public Runnable onChange(Runnable listener) {
        return dictionaries().onChange(listener);
    }
}
