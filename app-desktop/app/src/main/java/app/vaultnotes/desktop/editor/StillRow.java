package app.vaultnotes.desktop.editor;

import app.vaultnotes.ui.live.Row;
import app.vaultnotes.ui.live.RowStyle;
import app.vaultnotes.ui.live.Seg;
import app.vaultnotes.ui.live.Style;
import app.vaultnotes.ui.live.Target;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.shape.Path;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.fxmisc.richtext.TextExt;
import org.fxmisc.richtext.model.StyledSegment;

/**
 * A row that is only read, outside of an area. It draws what pieces have behind and under their
 * letters, which in an area the library does.
 */
final class StillRow extends TextFlow {

    private final List<Ground> grounds = new ArrayList<>();

    /** What is drawn for one piece, which stands at so many characters of the row. */
    private record Ground(TextExt text, int from, Path behind, Path under) {}

    StillRow(Row row, RowStyle style, Look look) {
        getStyleClass().add("still-row");
        look.paragraph(this, style);
        List<Node> pieces = new ArrayList<>();
        int at = 0;
        for (StyledSegment<Seg, Style> each : RowDocument.segments(row)) {
            Node piece = look.segment(each);
            pieces.add(piece);
            if (piece instanceof TextExt text && isGrounded(each.getStyle())) {
                grounds.add(ground(text, at));
            }
            at += piece instanceof Text text ? text.getText().length() : 1;
        }
        grounds.forEach(each -> getChildren().addAll(each.behind(), each.under()));
        getChildren().addAll(pieces);
    }

    private static boolean isGrounded(Style style) {
        return style.highlight()
                || style.code()
                || style.tag()
                || !(style.link() instanceof Target.None);
    }

    private static Ground ground(TextExt text, int from) {
        Path behind = new Path();
        behind.setManaged(false);
        behind.setStroke(null);
        behind.setMouseTransparent(true);
        behind.fillProperty().bind(text.backgroundColorProperty());
        Path under = new Path();
        under.setManaged(false);
        under.setMouseTransparent(true);
        under.strokeProperty().bind(text.underlineColorProperty());
        return new Ground(text, from, behind, under);
    }

    /** As in an area, the last line has the air behind it that all others have. */
    @Override
    protected double computePrefHeight(double width) {
        return super.computePrefHeight(width) + getLineSpacing();
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        for (Ground each : grounds) {
            int to = each.from() + each.text().getText().length();
            if (each.text().getBackgroundColor() != null) {
                each.behind().getElements().setAll(getRangeShape(each.from(), to, false));
            }
            if (each.text().getUnderlineColor() != null) {
                each.under().getElements().setAll(getUnderlineShape(each.from(), to));
            }
        }
    }
}
