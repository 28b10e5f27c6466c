package app.vaultnotes.desktop.editor;

import app.vaultnotes.document.markdown.FrontMatter;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;

/** The properties of a note that is only read. */
final class ReadProperties extends FlowPane implements Markable {

    private static final double GAP = 16;
    private static final double LINE_GAP = 4;
    private static final double NAME_GAP = 6;

    private final FrontMatter matter;
    private Optional<Node> current = Optional.empty();

    ReadProperties(FrontMatter matter, double width) {
        super(GAP, LINE_GAP);
        this.matter = matter;
        getStyleClass().addAll("properties", "properties-read");
        setMinWidth(width);
        setMaxWidth(width);
        setPrefWrapLength(width);
        for (FrontMatter.Property property : matter.properties()) {
            Label name = label(property.key(), "property-name");
            HBox both = new HBox(NAME_GAP, name, label(property.text(), "property-value"));
            both.setMaxWidth(width);
            both.getStyleClass().add("property-read");
            getChildren().add(both);
        }
    }

    private static Label label(String text, String styleClass) {
        Label label = new Label(text);
        label.getStyleClass().add(styleClass);
        label.setMinWidth(0);
        return label;
    }

    @Override
    public void mark(List<Inside> hits) {
        getChildren().forEach(Markable::unmark);
        current = Optional.empty();
        for (Inside hit : hits) {
            Optional<Node> at = at(hit.start());
            at.ifPresent(there -> Markable.mark(there, hit.isCurrent()));
            current = hit.isCurrent() ? at : current;
        }
    }

    private Optional<Node> at(int place) {
        for (int i = 0; i < getChildren().size(); i++) {
            var lines = matter.properties().get(i).lines();
            if (place >= lines.start() && place < lines.end()) {
                return Optional.of(getChildren().get(i));
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<Node> current() {
        return current;
    }

    @Override
    public void show(Node part) {
        // It is never wider than its place.
    }
}
