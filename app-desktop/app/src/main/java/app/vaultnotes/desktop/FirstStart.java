package app.vaultnotes.desktop;

import app.vaultnotes.cli.HeldVault;
import app.vaultnotes.desktop.editor.WordPieces;
import app.vaultnotes.vault.VaultException;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Stage;

/** The window that one sees first, when there is no vault yet: how to come by one. */
final class FirstStart {

    private static final double WIDTH = 1_440;
    private static final double HEIGHT = 900;
    private static final double FROM_TOP = 97;
    private static final double ICON = 24;
    private static final int ICON_PICTURE = 48;
    private static final PseudoClass DONE = PseudoClass.getPseudoClass("done");

    private final DesktopApp app;
    private final Stage stage;
    private final Path place;
    private final Label failed = new Label();

    /**
     * The window.
     *
     * @param place where a new vault is made
     */
    FirstStart(DesktopApp app, Stage stage, Path place) {
        this.app = app;
        this.stage = stage;
        this.place = place;
    }

    /** Shows it, in the language that is spoken now. */
    void show() {
        Theme.begin();
        HBox root = new HBox(left(), sheet());
        root.getStyleClass().addAll("vn-desk", "vn-first");
        Scene scene = new Scene(root, WIDTH, HEIGHT);
        Theme.dress(scene, app.preferences());
        stage.setTitle(Words.of("app.name"));
        stage.setScene(scene);
        stage.show();
        root.lookup(".vn-choice").requestFocus();
    }

    // ---- what it shows ----

    private VBox left() {
        Label name = new Label(Words.of("app.name"));
        name.getStyleClass().add("vn-first-name");
        name.setGraphic(icon());
        Label title = new Label(Words.of("first.title"));
        title.getStyleClass().add("vn-first-title");
        title.setWrapText(true);
        Label about = new Label(Words.of("first.about"));
        about.getStyleClass().add("vn-first-about");
        about.setWrapText(true);
        failed.getStyleClass().add("vn-wrong");
        failed.setWrapText(true);
        VBox choices =
                new VBox(
                        8,
                        choice(Icons.NEW_NOTE, "first.new", this::newVault),
                        choice(Icons.IMPORT, "first.import", this::askFolder),
                        choice(Icons.OPEN_FOLDER, "first.open", this::askVault));
        Region above = new Region();
        Region below = new Region();
        VBox.setVgrow(above, Priority.ALWAYS);
        VBox.setVgrow(below, Priority.ALWAYS);
        VBox left = new VBox(name, above, title, about, choices, foot(), failed, below);
        left.getStyleClass().add("vn-first-left");
        return left;
    }

    private static ImageView icon() {
        ImageView icon = new ImageView(AppIcon.place(ICON_PICTURE));
        icon.setFitWidth(ICON);
        icon.setFitHeight(ICON);
        return icon;
    }

    private static Button choice(String icon, String words, Runnable action) {
        StackPane tile = new StackPane(Icons.of(icon));
        tile.getStyleClass().add("vn-tile");
        Label name = new Label(Words.of(words));
        name.getStyleClass().add("vn-choice-name");
        Label detail = new Label(Words.of(words + ".about"));
        VBox text = new VBox(2, name, detail);
        text.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox line = new HBox(14, tile, text, Icons.of(Icons.NEXT));
        line.setAlignment(Pos.CENTER_LEFT);
        Button choice = new Button();
        choice.setGraphic(line);
        choice.setAccessibleText(name.getText() + ". " + detail.getText());
        choice.getStyleClass().setAll("vn-choice");
        choice.setMaxWidth(Double.MAX_VALUE);
        choice.setOnAction(e -> action.run());
        line.prefWidthProperty().bind(choice.widthProperty().subtract(34));
        return choice;
    }

    private HBox foot() {
        Button zip = new Button(Words.of("first.zip"));
        zip.setGraphic(Icons.small(Icons.FILE));
        zip.getStyleClass().setAll("vn-link", "vn-first-link");
        zip.setOnAction(e -> askZip());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        List<Choosers.Option> languages =
                Words.LANGUAGES.stream()
                        .map(tag -> new Choosers.Option(tag, Words.of("settings.language." + tag)))
                        .toList();
        ComboBox<Choosers.Option> language =
                Choosers.list(
                        Words.of("settings.language.words"),
                        languages,
                        Words.language(),
                        this::speak);
        language.getStyleClass().add("vn-first-language");
        HBox foot = new HBox(zip, gap, language);
        foot.getStyleClass().add("vn-first-foot");
        foot.setAlignment(Pos.CENTER_LEFT);
        return foot;
    }

    private void speak(String language) {
        app.preferences().set(Preferences.Key.LANGUAGE, language);
        Words.speak(language);
        show();
    }

    /** What a note looks like, at the right edge. */
    private static VBox sheet() {
        Label head = new Label(Words.of("first.sample.head"));
        head.getStyleClass().add("vn-first-sample-head");
        VBox sheet =
                new VBox(
                        12,
                        head,
                        WordPieces.flow(Words.of("first.sample.text"), "vn-first-sample"),
                        task("first.sample.done", true),
                        task("first.sample.open", false),
                        WordPieces.flow(Words.of("first.sample.end"), "vn-first-sample"));
        sheet.getStyleClass().addAll("vn-first-sheet");
        HBox.setHgrow(sheet, Priority.ALWAYS);
        HBox.setMargin(sheet, new Insets(FROM_TOP, 0, 0, 0));
        return sheet;
    }

    private static HBox task(String words, boolean done) {
        CheckBox box = new CheckBox();
        box.setSelected(done);
        box.setMouseTransparent(true);
        box.setFocusTraversable(false);
        Label text = new Label(Words.of(words));
        text.getStyleClass().add("vn-first-sample-task");
        text.pseudoClassStateChanged(DONE, done);
        text.setWrapText(true);
        box.setMinWidth(Region.USE_PREF_SIZE);
        HBox task = new HBox(10, box, text);
        task.setAlignment(Pos.CENTER_LEFT);
        return task;
    }

    // ---- what it does ----

    /** Makes a vault with the notes that teach. */
    void newVault() {
        String language = Words.language();
        open(
                place,
                window -> window.lane().ask(vault -> Welcome.write(vault, language), window::open));
    }

    private void askFolder() {
        folder("first.import").ifPresent(this::importFrom);
    }

    private void askZip() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(Words.of("first.zip"));
        chooser.getExtensionFilters()
                .add(new FileChooser.ExtensionFilter(Words.of("transfer.zip"), "*.zip"));
        Optional.ofNullable(chooser.showOpenDialog(stage))
                .map(File::toPath)
                .ifPresent(this::importFrom);
    }

    private Optional<Path> folder(String words) {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(Words.of(words));
        return Optional.ofNullable(chooser.showDialog(stage)).map(File::toPath);
    }

    /** Makes a vault and brings the notes of a folder or zip file into it. */
    void importFrom(Path from) {
        open(place, window -> window.commands().transfers().importFrom(from));
    }

    private void askVault() {
        folder("first.open").ifPresent(this::openVault);
    }

    /** Opens a vault that is there. */
    void openVault(Path folder) {
        if (HeldVault.isVault(folder)) {
            open(folder, window -> {});
        } else {
            failed.setText(Words.of("first.novault", folder));
        }
    }

    private void open(Path folder, Consumer<AppWindow> then) {
        try {
            then.accept(app.open(stage, folder.toAbsolutePath()));
        } catch (VaultException e) {
            failed.setText(e.getMessage() + " " + e.hint());
        }
    }
}
