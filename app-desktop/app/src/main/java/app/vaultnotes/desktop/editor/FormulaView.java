package app.vaultnotes.desktop.editor;

import app.vaultnotes.math.Formula;
import app.vaultnotes.math.Typeset;
import app.vaultnotes.ui.live.Widget;
import java.util.Locale;
import javafx.beans.value.ObservableValue;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/**
 * A formula: its picture on the baseline of the text around it, or its source until there is one.
 * One for display has a line of its own and stands in the middle of it.
 */
final class FormulaView extends Region {

    /** Most of the source that is shown in the place of a picture, in UTF-16 units. */
    private static final int MAX_SOURCE_CHARS = 80;

    /** Air above and below a formula for display. */
    private static final int DISPLAY_AIR = 8;

    private final Widget.Formula formula;
    private final boolean preview;
    private final double width;
    private final Formulas formulas;
    private final EditorWords words;
    private final Text source = new Text();

    /** Never seen; the style sheet gives it the colour of the ink. */
    private final Text ink = new Text();

    private final ImageView view = new ImageView();
    private final ObservableValue<Double> scale =
            sceneProperty()
                    .flatMap(Scene::windowProperty)
                    .flatMap(Window::outputScaleXProperty)
                    .map(Number::doubleValue)
                    .orElse(1.0);
    private @Nullable Formula asked;

    /** Whether an answer comes at once, in the middle of a layout. */
    private boolean asking;

    private Typeset.@Nullable Picture picture;
    private double pictureScale = 1;

    /**
     * A view of a formula.
     *
     * @param preview whether its source is shown before it, so that it need not show that again
     * @param width how wide it may be, until it knows its row
     */
    FormulaView(
            Widget.Formula formula,
            boolean preview,
            double width,
            Formulas formulas,
            EditorWords words) {
        this.words = words;
        this.formula = formula;
        this.preview = preview;
        this.width = width;
        this.formulas = formulas;
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(formula.tex());
        getStyleClass().add("formula");
        source.getStyleClass().add("formula-source");
        source.setTextOrigin(VPos.TOP);
        source.setText(preview ? "" : shortened());
        ink.getStyleClass().add("formula-ink");
        ink.setManaged(false);
        // Asked for when it is laid out: until then the colour may change more than once.
        ink.fillProperty().subscribe(fill -> requestLayout());
        view.setManaged(false);
        scale.subscribe(now -> requestLayout());
        getChildren().setAll(ink, source, view);
        if (formula.display()) {
            parentProperty().subscribe(flow -> row(flow));
        }
    }

    private String shortened() {
        String line = formula.tex().strip().replaceAll("\\s+", " ");
        return line.length() <= MAX_SOURCE_CHARS
                ? line
                : line.substring(0, MAX_SOURCE_CHARS - 1) + "…";
    }

    /** A row that becomes narrower or wider takes its formula along. */
    private void row(@Nullable Parent flow) {
        if (flow != null) {
            flow.parentProperty()
                    .subscribe(box -> {
                        if (box instanceof Region row) {
                            row.widthProperty().subscribe(now -> requestLayout());
                        }
                    });
        }
    }

    private void ask() {
        if (!(ink.getFill() instanceof Color color) || getScene() == null) {
            return;
        }
        Formula wanted =
                new Formula(formula.tex(), formula.display(), argb(color), scale.getValue());
        if (!wanted.equals(asked)) {
            asked = wanted;
            asking = true;
            formulas.ask(
                    wanted,
                    drawn -> {
                        if (wanted.equals(asked)) {
                            show(drawn, wanted.scale());
                        }
                    });
            asking = false;
        }
    }

    private static int argb(Color color) {
        int alpha = (int) Math.round(color.getOpacity() * 255);
        int red = (int) Math.round(color.getRed() * 255);
        int green = (int) Math.round(color.getGreen() * 255);
        int blue = (int) Math.round(color.getBlue() * 255);
        return alpha << 24 | red << 16 | green << 8 | blue;
    }

    private void show(Formulas.Drawn drawn, double drawnScale) {
        switch (drawn) {
            case Formulas.Inked inked -> {
                picture = inked.measures();
                pictureScale = drawnScale;
                view.setImage(inked.image());
                source.setVisible(false);
                source.setManaged(false);
            }
            case Formulas.Wrong wrong -> wrong(wrong.problem());
        }
        if (!asking) {
            requestLayout();
        }
    }

    private void wrong(Typeset.Problem problem) {
        String why = words(problem);
        source.setText(preview ? why : shortened());
        source.getStyleClass().add("formula-wrong");
        Tooltip.install(this, new Tooltip(why));
        setAccessibleHelp(why);
    }

    private String words(Typeset.Problem problem) {
        return words.of(
                "formula." + problem.kind().name().toLowerCase(Locale.ROOT), problem.detail());
    }

    /** Whether the formula itself is shown, not its source. */
    boolean isDrawn() {
        return picture != null;
    }

    // ---- layout: in pixels of the window; a picture too wide for its row is made smaller ----

    private double room() {
        boolean placed = getParent() != null && getParent().getParent() instanceof Region;
        if (!placed) {
            return width;
        }
        Region row = (Region) getParent().getParent();
        double inside = row.getWidth() - row.snappedLeftInset() - row.snappedRightInset();
        return inside > 0 ? Math.min(inside, width) : width;
    }

    private double factor() {
        Typeset.Picture shown = picture;
        double wide = shown == null ? 0 : shown.width() / pictureScale;
        return Math.min(1, room() / Math.max(1, wide)) / pictureScale;
    }

    private double air() {
        return formula.display() ? DISPLAY_AIR : 0;
    }

    @Override
    protected double computePrefWidth(double height) {
        ask();
        Typeset.Picture shown = picture;
        double content = shown == null ? source.prefWidth(-1) : shown.width() * factor();
        return formula.display() && !preview ? Math.max(room(), content) : content;
    }

    @Override
    protected double computePrefHeight(double forWidth) {
        ask();
        Typeset.Picture shown = picture;
        double content =
                shown == null
                        ? source.prefHeight(-1)
                        : (shown.ascent() + shown.descent()) * factor();
        return content + 2 * air();
    }

    @Override
    protected double computeMinWidth(double height) {
        return computePrefWidth(height);
    }

    @Override
    protected double computeMinHeight(double forWidth) {
        return computePrefHeight(forWidth);
    }

    @Override
    public double getBaselineOffset() {
        Typeset.Picture shown = picture;
        return air() + (shown == null ? source.getBaselineOffset() : shown.ascent() * factor());
    }

    @Override
    protected void layoutChildren() {
        ask();
        Typeset.Picture shown = picture;
        Node content = shown == null ? source : view;
        double margin = 0;
        double wide = source.prefWidth(-1);
        if (shown != null) {
            margin = shown.margin() * factor();
            wide = shown.width() * factor();
            view.setFitWidth(view.getImage().getWidth() * factor());
            view.setFitHeight(view.getImage().getHeight() * factor());
        }
        double left = Math.max(0, (getWidth() - wide) / 2);
        content.relocate(snapPositionX(left) - margin, snapPositionY(air()) - margin);
    }
}
