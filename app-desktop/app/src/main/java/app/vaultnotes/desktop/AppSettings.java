package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.WordPieces;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** What its user can choose for the app, whatever vault is open. */
final class AppSettings {

    private static final List<String> FONTS = List.of("Noto Serif", "Inter", "JetBrains Mono");
    private static final int LEAST_SIZE = 12;
    private static final int MOST_SIZE = 28;
    private static final List<Integer> ZOOMS = List.of(75, 90, 100, 110, 125, 150, 175, 200);

    /** Letters of a line of a note, at any size: the column grows with them. */
    private static final int NARROW_LETTERS = 66;

    private static final int READING_LETTERS = 78;
    private static final int WIDE_LETTERS = 101;

    private final Preferences preferences;

    AppSettings(Preferences preferences) {
        this.preferences = preferences;
    }

    /** What everything looks like. */
    SettingsGroup appearance() {
        TextFlow sample = sample();
        Setting size = size(sample);
        Setting width = width(size);
        return new SettingsGroup(
                "appearance",
                Icons.LIGHT,
                false,
                List.of(theme(), accent(), zoom(), font(sample), size, width),
                List.of(preview(sample)));
    }

    private Consumer<String> into(Preferences.Key key) {
        return value -> preferences.set(key, value);
    }

    private static List<Choosers.Option> options(String prefix, String... values) {
        return Stream.of(values).map(v -> new Choosers.Option(v, Words.of(prefix + v))).toList();
    }

    private Setting theme() {
        String name = Words.of("settings.theme");
        return new Setting(
                name,
                "",
                Choosers.segments(
                        name,
                        options("settings.theme.", "system", "light", "dark"),
                        preferences.get(Preferences.Key.THEME),
                        into(Preferences.Key.THEME)));
    }

    private Setting accent() {
        String name = Words.of("settings.accent");
        return new Setting(
                name,
                Words.of("settings.accent.about"),
                Choosers.colours(
                        name,
                        options("settings.accent.", Theme.ACCENTS.toArray(String[]::new)),
                        preferences.get(Preferences.Key.ACCENT),
                        into(Preferences.Key.ACCENT)));
    }

    private Setting zoom() {
        int now = preferences.number(Preferences.Key.ZOOM, 50, 300);
        List<Choosers.Option> options =
                IntStream.concat(IntStream.of(now), ZOOMS.stream().mapToInt(zoom -> zoom))
                        .distinct()
                        .sorted()
                        .mapToObj(zoom ->
                                new Choosers.Option(
                                        Integer.toString(zoom),
                                        Words.of("settings.zoom.percent", zoom)))
                        .toList();
        String name = Words.of("settings.zoom");
        return new Setting(
                name,
                Words.of("settings.zoom.about"),
                Choosers.list(name, options, Integer.toString(now), into(Preferences.Key.ZOOM)));
    }

    private Setting font(TextFlow sample) {
        String name = Words.of("settings.font");
        List<Choosers.Option> options =
                FONTS.stream().map(font -> new Choosers.Option(font, font)).toList();
        return new Setting(
                name,
                Words.of("settings.font.about"),
                Choosers.list(
                        name,
                        options,
                        preferences.get(Preferences.Key.NOTE_FONT),
                        family -> {
                            preferences.set(Preferences.Key.NOTE_FONT, family);
                            set(sample);
                        }));
    }

    private Setting size(TextFlow sample) {
        String name = Words.of("settings.size");
        int now = preferences.number(Preferences.Key.NOTE_SIZE, LEAST_SIZE, MOST_SIZE);
        Setting[] line = new Setting[1];
        Slider slider =
                Choosers.slider(
                        name,
                        LEAST_SIZE,
                        MOST_SIZE,
                        now,
                        size -> {
                            preferences.set(Preferences.Key.NOTE_SIZE, Integer.toString(size));
                            line[0].say(measure());
                            set(sample);
                        });
        HBox control = new HBox(12, letter("vn-letter-small"), slider, letter("vn-letter-large"));
        control.setAlignment(Pos.CENTER);
        line[0] = new Setting(name, measure(), control);
        return line[0];
    }

    private static Label letter(String styleClass) {
        Label letter = new Label(Words.of("settings.size.letter"));
        letter.getStyleClass().add(styleClass);
        return letter;
    }

    private String measure() {
        int letters =
                switch (preferences.get(Preferences.Key.LINE_WIDTH)) {
                    case "narrow" -> NARROW_LETTERS;
                    case "wide" -> WIDE_LETTERS;
                    case "full" -> 0;
                    default -> READING_LETTERS;
                };
        return Words.of(
                "settings.size.about",
                preferences.number(Preferences.Key.NOTE_SIZE, LEAST_SIZE, MOST_SIZE),
                letters);
    }

    private Setting width(Setting size) {
        String name = Words.of("settings.width");
        return new Setting(
                name,
                "",
                Choosers.segments(
                        name,
                        options("settings.width.", "narrow", "reading", "wide", "full"),
                        preferences.get(Preferences.Key.LINE_WIDTH),
                        value -> {
                            preferences.set(Preferences.Key.LINE_WIDTH, value);
                            size.say(measure());
                        }));
    }

    // ---- what a note looks like then ----

    private static TextFlow sample() {
        Text marked = new Text(Words.of("settings.sample.link"));
        marked.getStyleClass().add("vn-sample-link");
        TextFlow sample = WordPieces.flow(Words.of("settings.sample") + " ", "vn-plain");
        sample.getChildren().add(marked);
        return sample;
    }

    private void set(TextFlow sample) {
        String family = preferences.get(Preferences.Key.NOTE_FONT);
        int size = preferences.number(Preferences.Key.NOTE_SIZE, LEAST_SIZE, MOST_SIZE);
        int zoom = preferences.number(Preferences.Key.ZOOM, 50, 300);
        double pixels = size * zoom / 100.0;
        sample.setStyle("-fx-font-family: \"" + family + "\"; -fx-font-size: " + pixels + "px;");
    }

    private Node preview(TextFlow sample) {
        set(sample);
        Label head = new Label(Words.of("settings.sample.head"));
        head.getStyleClass().add("vn-page-title");
        VBox sheet = new VBox(4, head, sample);
        sheet.getStyleClass().add("vn-sample");
        sheet.setMinHeight(Region.USE_PREF_SIZE);
        VBox.setMargin(sheet, new Insets(16, 0, 0, 0));
        return sheet;
    }

    // ---- the other groups ----

    /** How writing helps, with what can be chosen for spelling. */
    SettingsGroup writing(List<Setting> spelling) {
        String name = Words.of("settings.pairs");
        Setting pairs =
                new Setting(
                        name,
                        Words.of("settings.pairs.about"),
                        Choosers.toggle(
                                name,
                                preferences.isOn(Preferences.Key.PAIRS),
                                on -> preferences.set(Preferences.Key.PAIRS, on ? "on" : "off")));
        List<Setting> all = new ArrayList<>(List.of(pairs));
        all.addAll(spelling);
        return new SettingsGroup("writing", Icons.WRITING, false, all, List.of());
    }

    /** Which pictures come from the web. */
    SettingsGroup pictures() {
        String name = Words.of("settings.webpictures");
        Setting way =
                new Setting(
                        name,
                        Words.of("settings.webpictures.about"),
                        Choosers.segments(
                                name,
                                options("settings.webpictures.", "ask", "never"),
                                preferences.get(Preferences.Key.PICTURES),
                                into(Preferences.Key.PICTURES)));
        return new SettingsGroup(
                "pictures", Icons.PICTURE, false, List.of(way, pictureHosts()), List.of());
    }

    private Setting pictureHosts() {
        String name = Words.of("settings.picturehosts");
        String now = preferences.get(Preferences.Key.PICTURE_HOSTS).replace('\n', ' ');
        return new Setting(
                name,
                Words.of("settings.picturehosts.about"),
                Choosers.text(
                        name,
                        now,
                        typed ->
                                preferences.set(
                                        Preferences.Key.PICTURE_HOSTS,
                                        AskedPictures.hosts(typed))));
    }

    /** In which language the app speaks. */
    SettingsGroup language() {
        String name = Words.of("settings.language.words");
        List<Choosers.Option> options =
                new ArrayList<>(
                        List.of(
                                new Choosers.Option(
                                        "system", Words.of("settings.language.system"))));
        Words.LANGUAGES.forEach(
                tag -> options.add(new Choosers.Option(tag, Words.of("settings.language." + tag))));
        Setting language =
                new Setting(
                        name,
                        Words.of("settings.language.about"),
                        Choosers.list(
                                name,
                                options,
                                preferences.get(Preferences.Key.LANGUAGE),
                                into(Preferences.Key.LANGUAGE)));
        return new SettingsGroup("language", Icons.LANGUAGE, false, List.of(language), List.of());
    }
}
