package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.NoteEditor;
import app.vaultnotes.desktop.editor.WordPieces;
import app.vaultnotes.document.markdown.FrontMatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/**
 * The properties of the note that is shown, as a form. Every change is one edit in the note's text,
 * so it is undone and merged like typing. For the JavaFX thread.
 */
final class PropertiesPanel extends VBox implements RightPanel.Follower {

    private static final Pattern LINE = Pattern.compile("line (\\d{1,6})");

    private final VBox problem = new VBox(8);
    private final PropertyForm form = new PropertyForm(new Around());
    private Optional<NoteSheet> sheet = Optional.empty();

    PropertiesPanel() {
        getStyleClass().add("vn-properties");
        Label head = new Label(Words.of("properties"));
        head.getStyleClass().add("vn-section");
        problem.getStyleClass().add("vn-problem-box");
        getChildren().addAll(head, form);
        form.clear();
    }

    private final class Around implements PropertyForm.Around {
        @Override
        public Optional<NoteEditor> editor() {
            return sheet.map(NoteSheet::editor);
        }

        @Override
        public void changed() {
            sheet.ifPresent(PropertiesPanel.this::read);
        }

        @Override
        public void leave() {
            sheet.ifPresent(NoteSheet::takeFocus);
        }
    }

    // ---- what is shown ----

    @Override
    public void follow(Optional<NoteSheet> now) {
        boolean another = !now.flatMap(NoteSheet::note).equals(sheet.flatMap(NoteSheet::note));
        sheet = now;
        if (another) {
            form.clear();
        }
        now.ifPresent(this::read);
    }

    private void read(NoteSheet from) {
        String text = from.editor().text();
        CompletableFuture<Void> _ =
                CompletableFuture.supplyAsync(() -> FrontMatter.of(text))
                        .thenAccept(matter -> Platform.runLater(() -> show(from, text, matter)));
    }

    private void show(NoteSheet from, String text, FrontMatter matter) {
        if (sheet.filter(from::equals).isEmpty() || !from.editor().text().equals(text)) {
            return; // what came later is on its way
        }
        getChildren().remove(problem);
        if (matter.problem().isPresent()) {
            form.clear();
            explain(from, text, matter);
            getChildren().add(problem);
        } else {
            form.show(matter.properties());
        }
    }

    private void explain(NoteSheet from, String text, FrontMatter matter) {
        String words = matter.problem().orElse("");
        Button go = new Button(Words.of("property.show"));
        go.setOnAction(e -> {
            from.closeHistory();
            from.editor().goTo(placeOf(words, text, matter));
            from.takeFocus();
        });
        problem.getChildren().setAll(WordPieces.flow(words, "vn-problem"), go);
    }

    /** Where the line begins that is named in words; the first of the properties otherwise. */
    private static int placeOf(String words, String text, FrontMatter matter) {
        Matcher line = LINE.matcher(words);
        int place = matter.range().start();
        for (int i = line.find() ? Integer.parseInt(line.group(1)) : 1; i > 1; i--) {
            int end = text.indexOf('\n', place);
            if (end < 0 || end >= matter.range().end()) {
                return place;
            }
            place = end + 1;
        }
        return place;
    }

    /** The rows of the form. */
    List<PropertyRow> shown() {
        return form.shown();
    }

    /** Asks for the name of a new property. */
    void startAdding() {
        if (sheet.isPresent()) {
            form.startAdding();
        }
    }

    /** Gives the keys to the form. */
    void takeFocus() {
        form.takeFocus();
    }
}
