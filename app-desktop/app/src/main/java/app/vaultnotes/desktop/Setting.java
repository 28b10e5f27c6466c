package app.vaultnotes.desktop;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** One line of the settings: what can be chosen, a word about it, and at the right the choice. */
final class Setting extends HBox {

    /** What stands between words. */
    private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private static final int GAP = 16;

    private final Label name = new Label();
    private final Label detail = new Label();

    /**
     * A line.
     *
     * @param detail a word about it; empty for none
     */
    Setting(String name, String detail, Region control) {
        super(GAP);
        getStyleClass().add("vn-setting");
        setAlignment(Pos.CENTER_LEFT);
        this.name.setText(name);
        this.name.setLabelFor(control);
        this.detail.setWrapText(true);
        VBox words = new VBox(this.name, this.detail);
        words.setAlignment(Pos.CENTER_LEFT);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        control.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(words, control);
        say(detail);
    }

    /** Says a word about what is chosen. */
    void say(String words) {
        show(words, "vn-faint");
    }

    /** Says why something cannot be chosen. */
    void warn(String words) {
        show(words, "vn-wrong");
    }

    private void show(String words, String styleClass) {
        detail.getStyleClass().setAll("label", styleClass);
        detail.setText(words);
        detail.setVisible(!words.isEmpty());
        detail.setManaged(!words.isEmpty());
    }

    /** What is chosen with it. */
    String name() {
        return name.getText();
    }

    /** What it says beneath its name. */
    String detail() {
        return detail.getText();
    }

    /** What one chooses with. */
    Node control() {
        return getChildren().get(1);
    }

    /** Whether all the words typed begin words in it, or in the name of its group. */
    boolean matches(String typed, String group) {
        List<String> all = words(group + " " + name() + " " + detail());
        return words(typed).stream()
                .allMatch(word -> all.stream().anyMatch(each -> each.startsWith(word)));
    }

    private static List<String> words(String text) {
        return Arrays.stream(SIGNS.split(text.toLowerCase(Locale.getDefault()), -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
