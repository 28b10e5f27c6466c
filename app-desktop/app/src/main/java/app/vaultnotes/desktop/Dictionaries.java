package app.vaultnotes.desktop;

import app.vaultnotes.desktop.spelling.DictionaryFolders;
import app.vaultnotes.desktop.spelling.FoundDictionary;
import app.vaultnotes.desktop.spelling.HunspellWords;
import app.vaultnotes.desktop.spelling.LoadedWords;
import app.vaultnotes.desktop.spelling.OwnWordsFile;
import app.vaultnotes.ui.spelling.LanguageChoice;
import app.vaultnotes.ui.spelling.Spelling;
import app.vaultnotes.ui.spelling.WordList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/**
 * The dictionaries of this device, read on a thread of their own when the first word is asked for.
 * For the JavaFX thread; answers come there, too.
 */
final class Dictionaries implements AutoCloseable {

    private static final int MOST_IGNORED = 10_000;

    private final Preferences preferences;
    private final Set<String> ignored = new HashSet<>();
    private final OwnWordsFile own;
    private final Consumer<Throwable> failures;
    private final List<Runnable> listeners = new ArrayList<>();
    private final Runnable forget;
    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(
                    work -> Thread.ofPlatform().name("spelling").daemon().unstarted(work));
    private Choice choice;

    /** What is read now; of the worker alone. */
    private @Nullable Read read;

    /** What a person chose. */
    private record Choice(boolean on, String languages, String folder, Locale spoken) {
        static Choice of(Preferences preferences) {
            return new Choice(
                    preferences.isOn(Preferences.Key.SPELL_CHECK),
                    preferences.get(Preferences.Key.SPELLING),
                    preferences.get(Preferences.Key.SPELL_FOLDER),
                    Locale.getDefault());
        }
    }

    private record Read(Choice choice, Spelling spelling, Found found) {}

    /**
     * What was found.
     *
     * @param tags the languages that there are dictionaries for
     * @param used those of them that words are looked up in
     * @param broken what is wrong with those that cannot be used
     */
    record Found(List<String> tags, List<String> used, List<String> broken) {}

    /**
     * Dictionaries by what is chosen.
     *
     * @param own the file of the words that a person adds
     * @param failures told on the JavaFX thread what could not be done
     */
    Dictionaries(Preferences preferences, Path own, Consumer<Throwable> failures) {
        this.preferences = preferences;
        this.own = new OwnWordsFile(own);
        this.failures = failures;
        this.choice = Choice.of(preferences);
        this.forget = preferences.onChange(this::chosen);
    }

    private void chosen() {
        Choice now = Choice.of(preferences);
        if (!now.equals(choice)) {
            choice = now;
            tell();
        }
    }

    private void tell() {
        List.copyOf(listeners).forEach(Runnable::run);
    }

    /** Has someone told when other words are right than before; until the result is run. */
    Runnable onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Whether words are to be checked. */
    boolean isOn() {
        return choice.on();
    }

    /** Finds which of some words are wrong. */
    void check(Set<String> words, Consumer<Set<String>> wrong) {
        Set<String> asked = new HashSet<>(words);
        asked.removeAll(ignored);
        work(
                read -> {
                    Set<String> found = new HashSet<>();
                    for (String word : asked) {
                        if (read.spelling().isWrong(word)) {
                            found.add(word);
                        }
                    }
                    return found;
                },
                wrong);
    }

    /** Finds what could be meant by a word. */
    void suggest(String word, Consumer<List<String>> show) {
        work(read -> read.spelling().suggestions(word), show);
    }

    /** Finds which dictionaries there are. */
    void find(Consumer<Found> show) {
        work(Read::found, show);
    }

    /** From now on a word is right, in all vaults. */
    void learn(String word) {
        work(
                read -> {
                    try {
                        read.spelling().setOwn(own.add(word));
                    } catch (IOException e) {
                        Platform.runLater(() -> failures.accept(e));
                    }
                    return word;
                },
                done -> tell());
    }

    /** Until the app ends a word is not checked, in all vaults. */
    void ignore(String word) {
        if (ignored.size() < MOST_IGNORED) {
            ignored.add(word);
            tell();
        }
    }

    /** Something that is asked of what was read. */
    private interface Work<T> {
        T of(Read read);
    }

    private <T> void work(Work<T> work, Consumer<T> show) {
        Choice asked = choice;
        try {
            worker.execute(() -> {
                T answer = work.of(reading(asked));
                Platform.runLater(() -> show.accept(answer));
            });
        } catch (RejectedExecutionException e) {
            // The app ends: nobody waits for the answer.
        }
    }

    private Read reading(Choice asked) {
        Read last = read;
        if (last == null || !last.choice().equals(asked)) {
            last = read(asked);
            read = last;
        }
        return last;
    }

    private Read read(Choice asked) {
        List<FoundDictionary> all = DictionaryFolders.here(asked.folder()).find();
        List<String> tags = all.stream().map(FoundDictionary::tag).toList();
        List<String> used = LanguageChoice.of(asked.languages(), asked.spoken(), tags);
        List<WordList> lists = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        for (FoundDictionary each : all) {
            if (used.contains(each.tag()) && asked.on()) {
                switch (HunspellWords.load(each)) {
                    case LoadedWords.Ready ready -> lists.add(ready.words());
                    case LoadedWords.Broken why -> broken.add(each.tag() + ": " + why.why());
                }
            }
        }
        Found found = new Found(tags, used, List.copyOf(broken));
        return new Read(asked, new Spelling(lists, own.read()), found);
    }

    @Override
    public void close() {
        forget.run();
        worker.shutdownNow();
    }
}
