package app.vaultnotes.desktop;

import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.desktop.editor.NoteType;
import app.vaultnotes.desktop.editor.WordPieces;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.Group;
import javafx.scene.control.Button;
import javafx.scene.layout.Region;
import javafx.scene.shape.Path;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** A row of two texts in one: what came is underlined, what went is struck through. */
final class DiffRow extends Region {

    private static final double MARGIN = 56;
    private static final double BAR_LEFT = 40;
    private static final double BAR_WIDTH = 3;
    private static final double BUTTON = 28;
    private static final double LEAST_COLUMN = 280;
    private static final double AIR = 0.75;
    private static final double LINE_AIR = 0.2;
    private static final double FIRST_AIR = 22;
    private static final double LAST_AIR = 96;

    private final TextFlow flow = new TextFlow();
    private final Group grounds = new Group();
    private final Region bar = new Region();
    private final List<Span> spans = new ArrayList<>();
    private final Optional<Button> restore;
    private final NoteType type;
    private final DiffRows.Row row;
    private boolean first;
    private boolean last;

    /** A stretch of the row that has a ground. */
    private record Span(int from, int to, Path ground) {}

    DiffRow(DiffRows.Row row, NoteType type, String colour, DiffView.Restore restore) {
        this.row = row;
        this.type = type;
        setStyle(
                "-fx-font-family: '%s'; -fx-font-size: %spx;"
                        .formatted(type.family().replace("'", ""), type.size()));
        getStyleClass().addAll("vn-diff-row", row.kind().name().toLowerCase(Locale.ROOT));
        if (row.level() > 0) {
            getStyleClass().add("h" + row.level());
        }
        grounds.setManaged(false);
        flow.setLineSpacing(Math.rint(type.size() * LINE_AIR));
        fill();
        getChildren().addAll(grounds, flow);
        if (row.isChanged()) {
            bar.getStyleClass().addAll("vn-diff-bar", colour);
            getChildren().add(bar);
        }
        this.restore = row.first() ? Optional.of(button(restore)) : Optional.empty();
        this.restore.ifPresent(getChildren()::add);
        setAccessibleRole(AccessibleRole.TEXT);
        setAccessibleText(spoken());
    }

    private Button button(DiffView.Restore restore) {
        Button button =
                Icons.button(
                        Icons.UNDO,
                        restore.words(),
                        () -> restore.action().accept(row.paragraph()));
        button.getStyleClass().add("vn-diff-restore");
        return button;
    }

    private void fill() {
        boolean cut = row.pieces().stream().anyMatch(piece -> WordPieces.isCut(piece.text()));
        int at = 0;
        boolean went = false;
        for (DiffRows.Piece piece : row.pieces()) {
            if (went && piece.kind() == TextDiff.Kind.INSERTED) {
                flow.getChildren().add(new Text(" "));
                at++;
            }
            went = piece.kind() == TextDiff.Kind.REMOVED;
            List<String> parts = cut ? WordPieces.words(piece.text()) : List.of(piece.text());
            for (String part : parts) {
                Text text = new Text(part);
                text.getStyleClass().addAll("vn-diff-text", style(piece.kind()));
                flow.getChildren().add(text);
            }
            if (!piece.isEqual()) {
                Path ground = new Path();
                ground.setManaged(false);
                ground.getStyleClass().addAll("vn-diff-ground", style(piece.kind()));
                grounds.getChildren().add(ground);
                spans.add(new Span(at, at + piece.text().length(), ground));
            }
            at += piece.text().length();
        }
    }

    private static String style(TextDiff.Kind kind) {
        return switch (kind) {
            case EQUAL -> "same";
            case REMOVED -> "went";
            case INSERTED -> "came";
        };
    }

    /** The row in words: colours and lines do not reach a screen reader. */
    private String spoken() {
        StringBuilder words = new StringBuilder();
        for (DiffRows.Piece piece : row.pieces()) {
            words.append(
                    switch (piece.kind()) {
                        case EQUAL -> piece.text();
                        case REMOVED -> Words.of("history.spoken.went", piece.text());
                        case INSERTED -> Words.of("history.spoken.came", piece.text());
                    });
        }
        return words.toString();
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    private double column(double width) {
        return Math.max(LEAST_COLUMN, Math.min(type.column(), width - 2 * MARGIN));
    }

    private double left(double width) {
        return Math.max(0, Math.round((width - column(width)) / 2));
    }

    /** Leaves air above the first row and below the last one. */
    void setAir(boolean isFirst, boolean isLast) {
        first = isFirst;
        last = isLast;
    }

    private double above() {
        return (first ? FIRST_AIR : 0)
                + (row.level() > 0 && !first ? Math.round(type.size() * AIR) : 0);
    }

    private double below() {
        return last ? LAST_AIR : 0;
    }

    @Override
    protected double computePrefHeight(double width) {
        double wide = width < 0 ? getWidth() : width;
        if (row.pieces().isEmpty() && row.kind() != DiffRows.Kind.CODE) {
            return Math.round(type.size() * AIR) + above() + below();
        }
        double height = Math.ceil(flow.prefHeight(column(wide))) + flow.getLineSpacing();
        return above() + height + below();
    }

    @Override
    protected double computePrefWidth(double height) {
        return LEAST_COLUMN + 2 * MARGIN;
    }

    @Override
    protected double computeMinWidth(double height) {
        return LEAST_COLUMN;
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double left = left(width);
        double column = column(width);
        double top = above();
        flow.resizeRelocate(left, top, column, getHeight() - top - below());
        flow.layout();
        for (Span span : spans) {
            span.ground().getElements().setAll(flow.getRangeShape(span.from(), span.to(), false));
            span.ground().relocate(0, 0);
            span.ground().setLayoutX(left);
            span.ground().setLayoutY(top);
        }
        bar.resizeRelocate(
                Math.max(0, left - BAR_LEFT),
                top,
                BAR_WIDTH,
                Math.max(0, getHeight() - top - below()));
        double right = Math.min(left + column + (MARGIN - BUTTON) / 2, width - BUTTON);
        restore.ifPresent(button -> button.resizeRelocate(right, top, BUTTON, BUTTON));
    }
}
