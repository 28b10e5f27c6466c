package app.vaultnotes.desktop.editor;

import app.vaultnotes.ui.live.RowStyle;
import app.vaultnotes.ui.live.Seg;
import app.vaultnotes.ui.live.Style;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.text.TextFlow;
import org.fxmisc.richtext.TextExt;
import org.fxmisc.richtext.model.Paragraph;
import org.fxmisc.richtext.model.StyledSegment;
import org.jspecify.annotations.Nullable;

/**
 * Shows a change in the row of the caret with the nodes that the row has, but for the pieces that
 * are others now. The area by itself makes a row anew for every letter; then all of the window
 * beneath it is painted, too, since JavaFX takes whatever stands behind a new child for new.
 */
final class KeptNodes {

    private static final String SHOWN_FIELD = "paragraph";

    private final LiveArea area;
    private final Function<StyledSegment<Seg, Style>, Node> look;
    private @Nullable VarHandle shown;
    private boolean sought;

    KeptNodes(LiveArea area, Function<StyledSegment<Seg, Style>, Node> look) {
        this.area = area;
        this.look = look;
    }

    /** The nodes of a row, and where they differ from a paragraph that is to be shown in it. */
    private record Change(
            TextFlow flow,
            List<Node> nodes,
            List<StyledSegment<Seg, Style>> is,
            int same,
            int behind) {
        List<Node> gone() {
            return List.copyOf(nodes.subList(same, nodes.size() - behind));
        }

        List<StyledSegment<Seg, Style>> come() {
            return is.subList(same, is.size() - behind);
        }
    }

    /**
     * Shows a paragraph in the place of the one in a row.
     *
     * @param replace puts it into the area's text
     * @return false when nothing was done, since the row must be made anew
     */
    boolean show(int row, Paragraph<RowStyle, Seg, Style> is, Runnable replace) {
        Optional<Change> change =
                flow(row).flatMap(flow -> change(flow, area.getParagraph(row), is));
        change.ifPresent(kept -> {
            replace.run();
            apply(kept);
            handle(kept.flow()).ifPresent(shownIn -> shownIn.set(kept.flow(), is));
        });
        return change.isPresent();
    }

    /** The nodes of a row; none when it is not the caret's or not on the screen. */
    private Optional<TextFlow> flow(int row) {
        Node parent = area.getCaretSelectionBind().getUnderlyingCaret().getParent();
        return Optional.ofNullable(parent)
                .filter(TextFlow.class::isInstance)
                .map(TextFlow.class::cast)
                .filter(flow ->
                        area.getCurrentParagraph() == row && area.getSelection().getLength() == 0)
                .filter(flow ->
                        handle(flow)
                                .filter(shownIn -> area.getParagraph(row).equals(shownIn.get(flow)))
                                .isPresent());
    }

    /**
     * Where a row's nodes keep which paragraph they show. The library does not let that be set;
     * where it keeps it otherwise, every row is made anew.
     */
    private Optional<VarHandle> handle(TextFlow flow) {
        if (!sought) {
            sought = true;
            try {
                shown =
                        MethodHandles.privateLookupIn(flow.getClass(), MethodHandles.lookup())
                                .findVarHandle(flow.getClass(), SHOWN_FIELD, Paragraph.class);
            } catch (ReflectiveOperationException e) {
                System.getLogger(KeptNodes.class.getName())
                        .log(System.Logger.Level.DEBUG, "rows are made anew", e);
            }
        }
        return Optional.ofNullable(shown);
    }

    private static Optional<Change> change(
            TextFlow flow,
            Paragraph<RowStyle, Seg, Style> was,
            Paragraph<RowStyle, Seg, Style> is) {
        List<StyledSegment<Seg, Style>> before = was.getStyledSegments();
        List<StyledSegment<Seg, Style>> after = is.getStyledSegments();
        List<Node> nodes = flow.getChildren().stream().filter(Node::isManaged).toList();
        if (nodes.size() != before.size()
                || !was.getParagraphStyle().equals(is.getParagraphStyle())) {
            return Optional.empty();
        }
        int most = Math.min(before.size(), after.size());
        int same = 0;
        while (same < most && before.get(same).equals(after.get(same))) {
            same++;
        }
        int behind = 0;
        while (behind < most - same
                && before.get(before.size() - 1 - behind)
                        .equals(after.get(after.size() - 1 - behind))) {
            behind++;
        }
        Change change = new Change(flow, nodes, after, same, behind);
        return Optional.of(change).filter(KeptNodes::isText);
    }

    /** Widgets have nodes that may have the focus. */
    private static boolean isText(Change change) {
        return change.gone().stream().allMatch(TextExt.class::isInstance)
                && change.come().stream().allMatch(each -> each.getSegment().widget().isEmpty());
    }

    private void apply(Change change) {
        List<Node> children = change.flow().getChildren();
        List<Node> gone = change.gone();
        int at = place(change);
        gone.forEach(KeptNodes::loosen);
        List<Node> come = new ArrayList<>();
        change.come().forEach(piece -> come.add(look.apply(piece)));
        come.forEach(KeptNodes::tie);
        children.removeAll(gone);
        children.addAll(at, come);
    }

    private static int place(Change change) {
        List<Node> children = change.flow().getChildren();
        return change.same() < change.nodes().size()
                ? children.indexOf(change.nodes().get(change.same()))
                : children.indexOf(change.nodes().getLast()) + 1;
    }

    /** As the library does with all texts of a paragraph. */
    private static void tie(Node node) {
        if (node instanceof TextExt text) {
            text.selectionFillProperty().bind(text.fillProperty());
        }
    }

    private static void loosen(Node node) {
        if (node instanceof TextExt text) {
            text.selectionFillProperty().unbind();
        }
    }
}
