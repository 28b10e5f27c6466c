package app.vaultnotes.desktop;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** Says above a note that one may only read it, and leads to why. */
final class ReaderLine extends HBox {

    private static final int GAP = 8;

    ReaderLine(Runnable why) {
        super(GAP);
        Label words = new Label(Words.of("reader.line"));
        words.setMinWidth(0);
        words.setMaxWidth(Double.MAX_VALUE);
        setHgrow(words, Priority.ALWAYS);
        Button more = new Button(Words.of("reader.why"));
        more.setMinWidth(USE_PREF_SIZE);
        more.getStyleClass().add("flat");
        more.setOnAction(e -> why.run());
        getChildren().addAll(Icons.small(Icons.READING), words, more);
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("vn-reader");
    }
}
