package app.vaultnotes.desktop;

import java.util.List;
import java.util.Locale;
import javafx.scene.control.TextField;
import javafx.scene.layout.StackPane;

/** What can be chosen for spelling. */
final class SpellingSettings {

    private final Preferences preferences;
    private final Dictionaries dictionaries;
    private final StackPane languages = new StackPane();
    private final Setting language;

    SpellingSettings(Preferences preferences, Dictionaries dictionaries) {
        this.preferences = preferences;
        this.dictionaries = dictionaries;
        this.language = new Setting(Words.of("settings.spelling.languages"), "", languages);
    }

    /** The lines; which languages there are is found out meanwhile. */
    List<Setting> lines() {
        look();
        return List.of(onOrOff(), language, folder());
    }

    private Setting onOrOff() {
        String name = Words.of("settings.spelling");
        return new Setting(
                name,
                Words.of("settings.spelling.about"),
                Choosers.toggle(
                        name,
                        dictionaries.isOn(),
                        on -> {
                            preferences.set(Preferences.Key.SPELL_CHECK, on ? "on" : "off");
                            look();
                        }));
    }

    private Setting folder() {
        String name = Words.of("settings.spelling.folder");
        TextField field =
                Choosers.text(
                        name,
                        preferences.get(Preferences.Key.SPELL_FOLDER),
                        typed -> {
                            preferences.set(Preferences.Key.SPELL_FOLDER, typed);
                            look();
                        });
        return new Setting(name, Words.of("settings.spelling.folder.about"), field);
    }

    private void look() {
        dictionaries.find(this::show);
    }

    private void show(Dictionaries.Found found) {
        languages.getChildren().clear();
        if (!found.tags().isEmpty()) {
            languages.getChildren().add(chooser(found));
        }
        say(found);
    }

    private javafx.scene.Node chooser(Dictionaries.Found found) {
        List<Choosers.Option> options =
                found.tags().stream().map(tag -> new Choosers.Option(tag, words(tag))).toList();
        return Choosers.several(
                Words.of("settings.spelling.languages"),
                options,
                found.used(),
                chosen -> {
                    preferences.set(Preferences.Key.SPELLING, String.join(" ", chosen) + " ");
                    dictionaries.find(this::say);
                });
    }

    /** An empty list of languages, nothing that can be used, or all is well. */
    private void say(Dictionaries.Found found) {
        if (found.tags().isEmpty()) {
            language.say(Words.of("settings.spelling.install"));
        } else if (!found.broken().isEmpty()) {
            String all = String.join("; ", found.broken());
            language.warn(Words.of("settings.spelling.broken", all));
        } else if (found.used().isEmpty()) {
            language.warn(Words.of("settings.spelling.unused"));
        } else {
            language.say(Words.of("settings.spelling.languages.about"));
        }
    }

    private static String words(String tag) {
        return Locale.forLanguageTag(tag).getDisplayName(Locale.getDefault());
    }
}
