package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.WordPieces;
import java.text.Bidi;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javafx.geometry.NodeOrientation;
import javafx.geometry.Orientation;
import javafx.scene.Group;
import javafx.scene.layout.Region;
import javafx.scene.shape.Path;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/**
 * A text that wraps, with colour behind stretches of it. The colour is painted below the letters
 * and not by cutting the text, so that joined letters stay joined.
 */
final class MarkedText extends Region {

    /** The longest piece of a right-to-left word must fit into a line: see {@link WordPieces}. */
    private static final int LEAST_WIDTH = 160;

    /** Beside other things a long text gives up no more than down to this. */
    private static final int MOST_LEAST = 240;

    private final TextFlow flow = new TextFlow();
    private final Group paint = new Group();
    private final List<Mark> marks;

    /**
     * One for each mark. Made before the layout: what is made there has its colour a frame later.
     */
    private final List<Path> paths = new ArrayList<>();

    /**
     * A stretch of text in one style.
     *
     * @param classes what its style sheet calls it
     */
    record Run(String text, List<String> classes) {}

    /**
     * A stretch with colour behind it.
     *
     * @param start where it begins, in UTF-16 units of all runs together
     * @param end where it ends
     * @param styleClass of the colour; its letters get it with {@code -text} behind it
     */
    record Mark(int start, int end, String styleClass) {}

    MarkedText(List<Run> runs, List<Mark> marks) {
        this.marks = List.copyOf(marks);
        flow.getStyleClass().add("vn-marked");
        paint.setManaged(false);
        paint.setMouseTransparent(true);
        if (!runs.isEmpty() && isRightToLeft(runs)) {
            setNodeOrientation(NodeOrientation.RIGHT_TO_LEFT);
        }
        int at = 0;
        for (Run run : runs) {
            add(run, at);
            at += run.text().length();
        }
        for (Mark mark : marks) {
            Path path = new Path();
            path.getStyleClass().add(mark.styleClass());
            paths.add(path);
        }
        paint.getChildren().setAll(paths);
        getChildren().addAll(paint, flow);
    }

    /** Whether the first letter says so. */
    private static boolean isRightToLeft(List<Run> runs) {
        String all = runs.stream().map(Run::text).collect(Collectors.joining());
        return !all.isEmpty()
                && new Bidi(all, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).getBaseLevel() % 2 == 1;
    }

    private void add(Run run, int start) {
        int at = start;
        for (String piece : WordPieces.of(run.text())) {
            Text text = new Text(piece);
            text.getStyleClass().addAll(run.classes());
            int first = at;
            int last = at + piece.stripTrailing().length();
            marks.stream()
                    .filter(mark -> mark.start() <= first && last <= mark.end())
                    .forEach(mark -> text.getStyleClass().add(mark.styleClass() + "-text"));
            flow.getChildren().add(text);
            at += piece.length();
        }
    }

    /** A text in one style with marks of one colour. */
    static MarkedText of(String text, String styleClass, List<Mark> marks) {
        return new MarkedText(cut(text, List.of(styleClass), marks), marks);
    }

    /** Cuts a text where marks begin and end, unless its letters may be joined there. */
    static List<Run> cut(String text, List<String> classes, List<Mark> marks) {
        if (WordPieces.of(text).size() > 1) {
            return List.of(new Run(text, classes));
        }
        List<Run> runs = new ArrayList<>();
        int done = 0;
        for (Mark mark : marks) {
            for (int edge : new int[] {mark.start(), mark.end()}) {
                int cut = Math.clamp(edge, done, text.length());
                if (cut > done) {
                    runs.add(new Run(text.substring(done, cut), classes));
                }
                done = cut;
            }
        }
        runs.add(new Run(text.substring(done), classes));
        return runs;
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    public double getBaselineOffset() {
        return flow.getBaselineOffset();
    }

    @Override
    protected double computeMinWidth(double height) {
        return Math.min(MOST_LEAST, computePrefWidth(height));
    }

    @Override
    protected double computePrefWidth(double height) {
        return Math.ceil(flow.prefWidth(-1)) + 1;
    }

    @Override
    protected double computePrefHeight(double width) {
        return Math.ceil(flow.prefHeight(width < 0 ? -1 : Math.max(LEAST_WIDTH, width)));
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        flow.resizeRelocate(0, 0, Math.max(LEAST_WIDTH, getWidth()), getHeight());
        flow.layout();
        for (int i = 0; i < paths.size(); i++) {
            Mark mark = marks.get(i);
            paths.get(i).getElements().setAll(flow.getRangeShape(mark.start(), mark.end(), false));
        }
    }
}
