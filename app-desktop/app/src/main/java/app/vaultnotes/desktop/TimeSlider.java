package app.vaultnotes.desktop;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import javafx.geometry.Pos;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the versions of a note: bars of what was written when, and a knob. Arrow keys step
 * from version to version, Home and End go to the first and the last.
 */
final class TimeSlider extends VBox {

    private static final int MOST_NAMED = 5;
    private static final double WIDE = 560;

    private final Label when = new Label();
    private final Label which = new Label();
    private final HBox legend = new HBox(16);
    private final Track track = new Track();
    private final IntConsumer chosen;
    private NoteHistory history = NoteHistory.EMPTY;
    private int at;

    /**
     * A slider without versions.
     *
     * @param chosen told which version a person went to
     */
    TimeSlider(IntConsumer chosen) {
        this.chosen = chosen;
        getStyleClass().add("vn-time");
        when.getStyleClass().add("vn-strong");
        when.setMinWidth(Region.USE_PREF_SIZE);
        which.getStyleClass().add("vn-time-which");
        which.setMinWidth(Region.USE_PREF_SIZE);
        legend.setAlignment(Pos.CENTER_RIGHT);
        legend.setMinWidth(0);
        legend.visibleProperty().bind(widthProperty().greaterThan(WIDE));
        HBox.setHgrow(legend, Priority.ALWAYS);
        HBox head = new HBox(8, when, which, legend);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("vn-time-head");
        VBox.setVgrow(track, Priority.ALWAYS);
        getChildren().addAll(head, track);
    }

    /** Shows a history with the knob at a version. */
    void show(NoteHistory all, int version) {
        history = all;
        at = version;
        legend.getChildren().setAll(names());
        track.made = 0;
        moved();
    }

    private List<Node> names() {
        List<Node> names = new ArrayList<>();
        int count = history.devices().size();
        for (int i = 0; i < Math.min(count, MOST_NAMED); i++) {
            Rectangle square = new Rectangle(9, 9);
            square.setArcWidth(4);
            square.setArcHeight(4);
            square.getStyleClass().addAll("vn-bar", HistoryWords.colour(history, i));
            Label name = new Label(HistoryWords.device(history.devices().get(i)), square);
            name.getStyleClass().add("vn-time-name");
            names.add(name);
        }
        if (count > MOST_NAMED) {
            Label more = new Label(Words.of("history.more", count - MOST_NAMED));
            more.getStyleClass().add("vn-faint");
            names.add(more);
        }
        return names;
    }

    /** The version at which the knob stands. */
    int version() {
        return at;
    }

    /** Puts the knob at a version. */
    void setVersion(int version) {
        at = version;
        moved();
    }

    private void moved() {
        if (at >= 0 && at < history.size()) {
            when.setText(Times.weekdayAndTime(history.entries().get(at).version().toMillis()));
            which.setText(Words.of("history.which", at + 1, history.size()));
        }
        track.notifyAccessibleAttributeChanged(AccessibleAttribute.VALUE);
        track.requestLayout();
    }

    private void go(int version) {
        int next = Math.clamp(version, 0, Math.max(0, history.size() - 1));
        if (next != at && history.size() > 0) {
            setVersion(next);
            chosen.accept(next);
        }
    }

    @Override
    public void requestFocus() {
        track.requestFocus();
    }

    /** The line with the knob and all that stands on it. */
    private final class Track extends Pane {
        private static final double KNOB_RADIUS = 8;
        private static final double LINE = 2;
        private static final double BAR = 4;
        private static final double BAR_PITCH = 6;
        private static final double HIGHEST = 30;
        private static final double LINE_AT = 44;
        private static final double LABEL_AT = 58;
        private static final double LABEL_GAP = 12;

        private final Rectangle whole = line("vn-time-line");
        private final Rectangle done = line("vn-time-done");
        private final Rectangle needle = line("vn-time-needle");
        private final Circle knob = new Circle(KNOB_RADIUS);
        private final List<Bars> bars = new ArrayList<>();
        private final List<Label> labels = new ArrayList<>();
        private Activity activity = Activity.of(NoteHistory.EMPTY, Times.zone(), 1);
        private double made;

        /** One bar in the colours of those who wrote. */
        private record Bars(Activity.Bar bar, List<Rectangle> parts) {}

        Track() {
            getStyleClass().add("vn-time-track");
            setFocusTraversable(true);
            setAccessibleRole(AccessibleRole.SLIDER);
            setAccessibleText(Words.of("command.history"));
            knob.getStyleClass().add("vn-time-knob");
            addEventHandler(KeyEvent.KEY_PRESSED, this::key);
            addEventHandler(MouseEvent.MOUSE_PRESSED, e -> requestFocus());
            addEventHandler(MouseEvent.MOUSE_PRESSED, this::drag);
            addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        }

        private static Rectangle line(String styleClass) {
            Rectangle line = new Rectangle();
            line.getStyleClass().add(styleClass);
            line.setManaged(false);
            return line;
        }

        private void key(KeyEvent e) {
            if (e.isShortcutDown() || e.isAltDown() || e.isMetaDown()) {
                return;
            }
            KeyCode code = e.getCode();
            boolean stepped = code == KeyCode.LEFT || code == KeyCode.RIGHT;
            if (stepped) {
                go(at + (code == KeyCode.RIGHT ? 1 : -1));
            } else if (code == KeyCode.HOME) {
                go(0);
            } else if (code == KeyCode.END) {
                go(history.size() - 1);
            } else {
                return;
            }
            e.consume();
        }

        private void drag(MouseEvent e) {
            activity.nearest(e.getX() / Math.max(1, getWidth())).ifPresent(TimeSlider.this::go);
            e.consume();
        }

        @Override
        public @Nullable Object queryAccessibleAttribute(
                AccessibleAttribute attribute, Object... parameters) {
            return switch (attribute) {
                case VALUE -> (double) at;
                case MIN_VALUE -> 0.0;
                case MAX_VALUE -> (double) Math.max(0, history.size() - 1);
                case VALUE_STRING -> when.getText() + ", " + which.getText();
                default -> super.queryAccessibleAttribute(attribute, parameters);
            };
        }

        private void make() {
            activity =
                    Activity.of(history, Times.zone(), Math.max(1, (int) (getWidth() / BAR_PITCH)));
            bars.clear();
            labels.clear();
            List<Node> nodes = new ArrayList<>(List.of(whole, done));
            for (Activity.Bar bar : activity.bars()) {
                List<Rectangle> parts = parts(bar);
                bars.add(new Bars(bar, parts));
                nodes.addAll(parts);
            }
            double end = Double.NEGATIVE_INFINITY;
            for (Activity.Label each : activity.labels()) {
                end = label(each, end, nodes);
            }
            nodes.add(needle);
            nodes.add(knob);
            knob.setManaged(false);
            getChildren().setAll(nodes);
            made = getWidth();
        }

        private List<Rectangle> parts(Activity.Bar bar) {
            List<Rectangle> parts = new ArrayList<>();
            double from = LINE_AT - LINE / 2 - 5;
            for (int i = 0; i < bar.shares().length; i++) {
                double height = bar.shares()[i] * bar.height() * HIGHEST;
                if (height > 0) {
                    double x = Math.round(bar.at() * getWidth() - BAR / 2);
                    Rectangle part = new Rectangle(x, from - height, BAR, height);
                    part.getStyleClass().addAll("vn-bar", HistoryWords.colour(history, i));
                    part.setManaged(false);
                    parts.add(part);
                    from -= height;
                }
            }
            return parts;
        }

        /** Adds a day where it does not touch the one before; says where it ends. */
        private double label(Activity.Label each, double end, List<Node> nodes) {
            Label label = new Label(Times.shortDay(each.day()));
            label.getStyleClass().add("vn-time-day");
            label.setManaged(false);
            getChildren().add(label);
            label.applyCss();
            double width = Math.ceil(label.prefWidth(-1));
            double x =
                    Math.clamp(
                            each.at() * getWidth() - width / 2, 0, Math.max(0, getWidth() - width));
            if (x < end + LABEL_GAP) {
                return end;
            }
            label.resizeRelocate(x, LABEL_AT, width, label.prefHeight(-1));
            nodes.add(label);
            labels.add(label);
            return x + width;
        }

        @Override
        protected void layoutChildren() {
            if (getWidth() > 0 && made != getWidth()) {
                make();
            }
            double x = 0;
            if (at >= 0 && at < activity.places().length) {
                x = Math.round(activity.places()[at] * getWidth());
            }
            place(whole, 0, LINE_AT - LINE / 2, getWidth(), LINE);
            place(done, 0, LINE_AT - LINE / 2, x, LINE);
            place(needle, x - 0.5, 0, 1, LINE_AT);
            knob.setCenterX(x);
            knob.setCenterY(LINE_AT);
            bars.forEach(each ->
                    each.parts()
                            .forEach(part -> part.setOpacity(each.bar().last() > at ? 0.4 : 1)));
        }

        private static void place(Rectangle line, double x, double y, double width, double height) {
            line.setX(x);
            line.setY(y);
            line.setWidth(width);
            line.setHeight(height);
        }
    }
}
