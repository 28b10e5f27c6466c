package app.vaultnotes.desktop.editor;

import app.vaultnotes.document.markdown.FrontMatter;
import app.vaultnotes.document.markdown.MarkdownAnalysis;
import app.vaultnotes.ui.live.Widget;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Insets;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.text.TextAlignment;
import javafx.scene.text.TextFlow;

/** What is shown in the place of Markdown that is not text. */
final class Widgets {

    private static final List<String> PICTURES = List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp");

    private final LiveArea.Listener listener;

    Widgets(LiveArea.Listener listener) {
        this.listener = listener;
    }

    /**
     * The node for a widget.
     *
     * @param preview whether it stands behind its own source
     * @param width how wide it may be
     */
    Node of(Widget widget, boolean preview, double width) {
        return switch (widget) {
            case Widget.Rule rule -> rule(width);
            case Widget.Emoji emoji -> EmojiView.of(emoji.cluster());
            case Widget.Formula formula ->
                    new FormulaView(formula, preview, width, Formulas.SHARED);
            case Widget.Image image -> picture(image.address(), image.alt(), width);
            case Widget.Embed embed -> embed(embed, width);
            case Widget.Table table -> table(table, width);
            case Widget.Folded folded -> row("…");
            case Widget.FrontMatterForm form -> properties(form.source(), width);
        };
    }

    private static Node rule(double width) {
        Region line = new Region();
        line.getStyleClass().add("rule");
        line.setMinSize(width, 1);
        line.setMaxSize(width, 1);
        StackPane air = new StackPane(line);
        air.setPadding(new Insets(12, 0, 12, 0));
        return air;
    }

    private Node embed(Widget.Embed embed, double width) {
        String path = embed.path();
        boolean picture =
                PICTURES.stream().anyMatch(e -> path.toLowerCase(Locale.ROOT).endsWith(e));
        return picture ? picture(path, path, width) : row(path);
    }

    /** A file by its name, since nothing of it can be shown here. */
    private static Node row(String name) {
        Label label = new Label(name);
        label.getStyleClass().add("embed");
        return label;
    }

    private Node picture(String address, String alt, double width) {
        if (address.contains("://") || address.startsWith("data:")) {
            return row(alt.isEmpty() ? address : alt);
        }
        StackPane holder = new StackPane(row(alt.isEmpty() ? address : alt));
        holder.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        holder.setAccessibleText(alt);
        listener.picture(
                address,
                image -> {
                    ImageView view = new ImageView(image);
                    view.setPreserveRatio(true);
                    view.setFitWidth(Math.min(width, image.getWidth()));
                    holder.getChildren().setAll(view);
                });
        return holder;
    }

    private static Node table(Widget.Table table, double width) {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("table");
        grid.setMinWidth(width);
        grid.setMaxWidth(width);
        int columns = table.columns().size();
        for (int column = 0; column < columns; column++) {
            ColumnConstraints constraints = new ColumnConstraints();
            constraints.setHgrow(Priority.ALWAYS);
            constraints.setFillWidth(true);
            grid.getColumnConstraints().add(constraints);
        }
        for (int row = 0; row < table.rows().size(); row++) {
            List<Widget.Cell> cells = table.rows().get(row);
            for (int column = 0; column < Math.min(columns, cells.size()); column++) {
                grid.add(
                        cell(cells.get(column), table.columns().get(column), row == 0),
                        column,
                        row);
            }
        }
        return grid;
    }

    private static TextAlignment place(Widget.Alignment alignment) {
        return switch (alignment) {
            case CENTER -> TextAlignment.CENTER;
            case RIGHT -> TextAlignment.RIGHT;
            case LEFT, NATURAL -> TextAlignment.LEFT;
        };
    }

    private static Node cell(Widget.Cell cell, Widget.Alignment alignment, boolean head) {
        String text = MarkdownAnalysis.of(cell.source()).plainText().strip();
        TextFlow flow = WordPieces.flow(text, head ? "table-head-text" : "table-cell-text");
        flow.getStyleClass().add(head ? "table-head" : "table-cell");
        flow.setTextAlignment(place(alignment));
        return flow;
    }

    private static Node properties(String source, double width) {
        FrontMatter matter = MarkdownAnalysis.of(source).frontMatter();
        FlowPane all = new FlowPane(16, 4);
        all.getStyleClass().add("properties");
        all.setMinWidth(width);
        all.setMaxWidth(width);
        all.setPrefWrapLength(width);
        for (FrontMatter.Property property : matter.properties()) {
            Label name = new Label(property.key());
            name.getStyleClass().add("property-name");
            Label value = new Label(String.join(", ", property.values()));
            value.getStyleClass().add("property-value");
            all.getChildren().add(new HBox(6, name, value));
        }
        return all;
    }
}
