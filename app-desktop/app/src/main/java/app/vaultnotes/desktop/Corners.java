package app.vaultnotes.desktop;

import java.util.List;
import javafx.scene.Group;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Arc;
import javafx.scene.shape.ArcTo;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.transform.Scale;

/**
 * Makes the corners of a sheet round, by what lies around it. A sheet that is round by itself is
 * painted as a shape, each of its rows edge by edge, which takes longer than all that stands on it;
 * a square one is filled.
 */
final class Corners {

    private static final double RADIUS = 10;
    private static final double MIDDLE_OF_EDGE = RADIUS - 0.5;

    private Corners() {}

    /** Makes the corners of a sheet round, behind what it shows. */
    static void of(Pane sheet) {
        Group top = new Group(corner(false, false), corner(true, false));
        Group foot = new Group(corner(false, true), corner(true, true));
        for (Group both : List.of(top, foot)) {
            both.setManaged(false);
            both.setMouseTransparent(true);
            both.getChildren().get(1).layoutXProperty().bind(sheet.widthProperty());
        }
        foot.layoutYProperty().bind(sheet.heightProperty());
        sheet.getChildren().addAll(0, List.of(top, foot));
    }

    /** The one at the top left, at the place of the corner, or its mirror image. */
    private static Group corner(boolean right, boolean foot) {
        Path around =
                new Path(
                        new MoveTo(0, 0),
                        new LineTo(RADIUS, 0),
                        new ArcTo(RADIUS, RADIUS, 0, 0, RADIUS, false, false),
                        new ClosePath());
        around.getStyleClass().add("vn-corner-around");
        Arc edge = new Arc(RADIUS, RADIUS, MIDDLE_OF_EDGE, MIDDLE_OF_EDGE, 90, 90);
        edge.getStyleClass().add("vn-corner-edge");
        Group corner = new Group(around, edge);
        corner.getTransforms().add(new Scale(right ? -1 : 1, foot ? -1 : 1));
        return corner;
    }
}
