package app.vaultnotes.desktop.editor;

import app.vaultnotes.document.markdown.Percent;
import app.vaultnotes.ui.live.Row;
import app.vaultnotes.ui.live.TableEdits;
import app.vaultnotes.ui.live.Target;
import app.vaultnotes.ui.live.Widget;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.geometry.Insets;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/** What is shown in the place of Markdown that is not text. */
final class Widgets {

    private static final List<String> PICTURES =
            List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp");

    private final AreaListener listener;

    private final Look look;

    private final Forms forms;

    private TableGrid.@Nullable Cell goOn;

    Widgets(AreaListener listener, Look look) {
        this.listener = listener;
        this.look = look;
        this.forms = new Forms(look, listener);
    }

    /** The forms of the note's properties. */
    Forms forms() {
        return forms;
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
                    new FormulaView(formula, preview, width, Formulas.SHARED, listener::words);
            case Widget.Image image -> picture(image.address(), image.alt(), width);
            case Widget.Embed embed -> embed(embed, width);
            case Widget.Table table -> table(table, width);
            case Widget.CalloutName callout -> name(callout.type());
            case Widget.Folded folded -> Folds.sign(folded.rows(), look, listener);
            case Widget.FrontMatterForm form -> forms.of(form.source(), width);
        };
    }

    /** Whether a row shows something that is as wide as the column. */
    static boolean isWide(Row row) {
        return row.segs().stream()
                .flatMap(seg -> seg.widget().stream())
                .anyMatch(widget ->
                        !(widget instanceof Widget.Emoji
                                || widget instanceof Widget.CalloutName
                                || widget instanceof Widget.Folded));
    }

    /** What a callout without a title is, with a capital as titles have one. */
    private static Node name(String type) {
        int first = type.offsetByCodePoints(0, 1);
        Text name =
                new Text(type.substring(0, first).toUpperCase(Locale.ROOT) + type.substring(first));
        name.getStyleClass().add("t");
        return name;
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
        return isPicture(path)
                ? picture(path, path, width)
                : new NoteEmbed(embed, width, listener, look.type());
    }

    /** Whether the app can show what has such a name: of a drawing as SVG, the system's can. */
    private static boolean isPicture(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        return PICTURES.stream().anyMatch(name::endsWith);
    }

    /** A file by its name, since nothing of it can be shown here. */
    private static Node row(String name) {
        Label label = new Label(name);
        label.getStyleClass().add("embed");
        return label;
    }

    private Node picture(String address, String alt, double width) {
        if (address.regionMatches(true, 0, "http", 0, 4) && address.contains("://")) {
            return new WebPicture(address, alt, width, listener);
        }
        if (address.contains("://") || address.startsWith("data:")) {
            return row(alt.isEmpty() ? address : alt);
        }
        String path = Percent.decoded(address);
        if (!isPicture(path)) {
            return new FileRow(path, new Target.Address(address), width, listener);
        }
        StackPane holder = new StackPane(row(alt.isEmpty() ? address : alt));
        holder.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        holder.setAccessibleText(alt);
        listener.pictures()
                .picture(
                        path,
                        image -> {
                            ImageView view = new ImageView(image);
                            view.setPreserveRatio(true);
                            view.setFitWidth(Math.min(width, image.getWidth()));
                            holder.getChildren().setAll(view);
                        });
        return holder;
    }

    private Node table(Widget.Table table, double width) {
        TableGrid made =
                new TableGrid(table, width, look.type(), new TablePlace(), listener::words);
        if (goOn != null) {
            // Once it has its place in the window; of several that are made, one gets there.
            Platform.runLater(() -> goOnIn(table));
        }
        return made.fitted(width);
    }

    private void goOnIn(Widget.Table table) {
        TableGrid.Cell cell = goOn;
        if (cell != null) {
            enter(table, cell);
        }
    }

    /** The next table that is made is written in at this cell. */
    void goOn(TableGrid.Cell cell) {
        goOn = cell;
    }

    /** Lets the table that a row shows be written in, from its top or from its foot. */
    void enter(Row row, boolean top) {
        tables(row)
                .findFirst()
                .ifPresent(
                        table -> enter(table, new TableGrid.Cell(top ? 0 : Integer.MAX_VALUE, 0)));
    }

    /** At once, since the next key may come; rows come into the window in a layout. */
    private void enter(Widget.Table table, TableGrid.Cell cell) {
        look.area().layout();
        for (Node node : look.area().lookupAll(".table")) {
            if (node instanceof TableGrid grid && grid.shows(table)) {
                goOn = null;
                grid.write(cell);
                return;
            }
        }
    }

    private static Stream<Widget.Table> tables(Row row) {
        return row.segs().stream()
                .flatMap(seg -> seg.widget().stream())
                .filter(Widget.Table.class::isInstance)
                .map(Widget.Table.class::cast);
    }

    private final class TablePlace implements TableGrid.Place {
        @Override
        public void begin(TableGrid grid) {
            look.area().inPlace().begin(grid);
        }

        @Override
        public Optional<Widget.Table> edit(
                Function<String, TableEdits.Change> change, boolean isShown) {
            Row row = look.area().inPlace().edit(change, isShown);
            if (goOn != null) {
                tables(row).findFirst().ifPresent(Widgets.this::goOnIn);
            }
            return tables(row).findFirst();
        }

        @Override
        public void end() {
            look.area().inPlace().end();
        }

        @Override
        public void goOn(TableGrid.Cell cell) {
            Widgets.this.goOn(cell);
        }

        @Override
        public void leave(boolean behind) {
            look.area().inPlace().leave(behind);
        }
    }
}
