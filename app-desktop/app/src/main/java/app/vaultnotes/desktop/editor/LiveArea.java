package app.vaultnotes.desktop.editor;

import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.ui.live.LiveText;
import app.vaultnotes.ui.live.Patch;
import app.vaultnotes.ui.live.Row;
import app.vaultnotes.ui.live.RowStyle;
import app.vaultnotes.ui.live.Seg;
import app.vaultnotes.ui.live.Selection;
import app.vaultnotes.ui.live.Style;
import app.vaultnotes.ui.live.Target;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.geometry.Insets;
import javafx.scene.AccessibleRole;
import javafx.scene.image.Image;
import javafx.scene.input.InputMethodEvent;
import org.fxmisc.richtext.GenericStyledArea;
import org.fxmisc.richtext.model.ReadOnlyStyledDocument;
import org.fxmisc.richtext.model.ReadOnlyStyledDocumentBuilder;
import org.fxmisc.richtext.model.StyledDocument;
import org.fxmisc.richtext.model.StyledSegment;
import org.fxmisc.richtext.util.UndoUtils;

/**
 * Shows a note and lets it be written in. What the area holds is the view; the truth is the note's
 * text in a {@link LiveText}, and every edit goes there first. For the JavaFX thread.
 */
final class LiveArea extends GenericStyledArea<RowStyle, Seg, Style> {

    private static final RowStyle PLAIN_ROW =
            new RowStyle(new RowStyle.Paragraph(), 0, Optional.empty(), 0, Optional.empty());

    private static final int TOP_AIR = 8;
    private static final String NOTE_SHEET =
            Objects.requireNonNull(LiveArea.class.getResource("/app/vaultnotes/desktop/note.css"))
                    .toExternalForm();

    private final LiveText live;
    private final Listener listener;
    private final String lineEnd;
    private final BreakIterator characters = BreakIterator.getCharacterInstance();
    private final Look look;
    private Selection selection = Selection.caret(0);
    private boolean patching = true;
    private boolean moved;

    /** What the area tells of. */
    interface Listener {
        /** The note's text was edited here. */
        void edited(TextEdit edit);

        /** Undo or redo is wanted. */
        void undo(boolean again);

        /** A link was followed, perhaps in a tab of its own. */
        void follow(Target target, boolean inTab);

        /** A tag was clicked, named without its sign. */
        void tag(String tag);

        /** A task's box was clicked; the place of its character in the note's text. */
        void tick(int place);

        /** A picture in the vault is wanted; {@code show} is called when there is one. */
        void picture(String path, Consumer<Image> show);
    }

    LiveArea(LiveText live, Listener listener, NoteType type) {
        this(live, listener, new Look(listener, type));
    }

    private LiveArea(LiveText live, Listener listener, Look look) {
        super(PLAIN_ROW, look::paragraph, Style.PLAIN, new SegOps(), false, look::segment);
        this.look = look;
        this.live = live;
        this.listener = listener;
        this.lineEnd = live.text().contains("\r\n") ? "\r\n" : "\n";
        look.area = this;
        getStyleClass().add("vn-note");
        dress();
        setWrapText(true);
        setAccessibleRole(AccessibleRole.TEXT_AREA);
        setUndoManager(UndoUtils.noOpUndoManager());
        setOnInputMethodTextChanged(this::handleInputMethodEvent);
        widthProperty().addListener(o -> setColumn());
        show(0, 1, live.rows());
        moveTo(0);
        patching = false;
        caretPositionProperty().addListener((o, was, is) -> caretMoved());
        selectionProperty().addListener((o, was, is) -> caretMoved());
    }

    private void setColumn() {
        double side = look.side(getWidth());
        setPadding(new Insets(TOP_AIR, side, 0, side));
    }

    /** Its own sheet would win over the scene's: what notes look like stands there. */
    private void dress() {
        getStylesheets()
                .setAll(
                        ScaledSheet.of(
                                NOTE_SHEET, look.type().scale() * 100, look.type().family()));
    }

    /** Sets the note in another type. */
    void setType(NoteType type) {
        if (!type.equals(look.type())) {
            settle();
            look.setType(type);
            dress();
            setColumn();
            show(0, live.rows().size(), live.rows());
            place();
        }
    }

    LiveText live() {
        return live;
    }

    /** How lines end in this note. */
    String lineEnd() {
        return lineEnd;
    }

    /** Where in the note's text the caret and the other end of the selection stand. */
    Selection selected() {
        settle();
        return selection;
    }

    // ---- edits by a person, in places of the view ----

    @Override
    public void replaceText(int start, int end, String text) {
        if (patching) {
            super.replaceText(start, end, text);
        } else {
            typed(start, end, text);
        }
    }

    @Override
    public void replace(int start, int end, Seg seg, Style style) {
        if (patching) {
            super.replace(start, end, seg, style);
        } else {
            typed(start, end, seg.text());
        }
    }

    @Override
    public void replace(int start, int end, StyledDocument<RowStyle, Seg, Style> document) {
        if (patching) {
            super.replace(start, end, document);
        } else {
            typed(start, end, document.getText());
        }
    }

    @Override
    public void moveSelectedText(int position) {
        // Dragging text would edit the view behind the note's back; it is done by cut and paste.
    }

    private void typed(int start, int end, String text) {
        settle();
        int from;
        int to;
        if (start == end) {
            from =
                    start == getCaretPosition()
                            ? selection.caret()
                            : live.map().toSource(start, true);
            to = from;
        } else {
            from = live.map().toSource(start, true);
            to = Math.max(from, live.map().toSource(end, false));
        }
        edit(from, to - from, lineEnds(text));
    }

    private String lineEnds(String text) {
        return lineEnd.equals("\n") ? text : text.replace("\r\n", "\n").replace("\n", lineEnd);
    }

    // ---- edits in places of the note's text ----

    /** Edits the note, as if it had been typed; the caret stands behind what was inserted. */
    void edit(int start, int deleted, String inserted) {
        edit(start, deleted, inserted, Selection.caret(start + inserted.length()));
    }

    void edit(int start, int deleted, String inserted, Selection after) {
        if (deleted == 0 && inserted.isEmpty()) {
            return;
        }
        selection = after;
        patch(live.edit(start, deleted, inserted, after));
        listener.edited(new TextEdit(NoteDocument.TEXT, start, deleted, inserted));
        requestFollowCaret();
    }

    /** Edits the note in a place where nobody writes; caret and scroll position stay. */
    void editBeside(TextEdit edit) {
        remoteEdit(edit);
        listener.edited(edit);
    }

    /** Takes in an edit that was made elsewhere; caret and scroll position stay at their text. */
    void remoteEdit(TextEdit edit) {
        settle();
        selection =
                new Selection(shifted(selection.anchor(), edit), shifted(selection.caret(), edit));
        patch(live.edit(edit.start(), edit.deleted(), edit.inserted(), selection));
    }

    private static int shifted(int place, TextEdit edit) {
        if (place <= edit.start()) {
            return place;
        }
        int behind = Math.max(place, edit.start() + edit.deleted());
        return behind == place
                ? place + edit.inserted().length() - edit.deleted()
                : edit.start() + edit.inserted().length();
    }

    /** Selects a stretch of the note's text. */
    void select(int anchor, int caret) {
        selection = new Selection(live.map().norm(anchor), live.map().norm(caret));
        reveal();
    }

    /**
     * Moves the caret to a place in the note's text and shows it in the upper part of the window.
     */
    void goTo(int place) {
        select(place, place);
        showParagraphAtTop(Math.max(0, getCurrentParagraph() - 1));
        requestFocus();
    }

    // ---- the view follows ----

    private void caretMoved() {
        if (!patching && !moved) {
            moved = true;
            Platform.runLater(this::settle);
        }
    }

    /** Brings the selection in the note's text, and the marks it shows, up to the view's. */
    private void settle() {
        if (!moved) {
            return;
        }
        moved = false;
        int anchor = live.map().toSource(getAnchor(), true);
        int caret = live.map().toSource(getCaretPosition(), true);
        selection = new Selection(live.map().norm(anchor), live.map().norm(caret));
        reveal();
    }

    private void reveal() {
        List<Patch> patches = live.select(selection);
        patches.forEach(this::replace);
        place();
    }

    private void patch(Patch patch) {
        replace(patch);
        place();
    }

    private void replace(Patch patch) {
        if (patch.isEmpty()) {
            return;
        }
        List<Row> rows = patch.rows();
        int first = patch.firstRow();
        int removed = patch.removedRows();
        if (removed == 0 || rows.isEmpty()) {
            // A paragraph cannot come or go without a neighbour that is replaced by itself.
            List<Row> wider = new ArrayList<>(rows);
            boolean behind = first + rows.size() < live.rows().size();
            if (behind) {
                wider.add(live.rows().get(first + rows.size()));
            } else {
                first--;
                wider.add(0, live.rows().get(first));
            }
            removed++;
            rows = wider;
        }
        show(first, removed, rows);
    }

    private void show(int first, int removed, List<Row> rows) {
        boolean before = patching;
        patching = true;
        try {
            if (getSelection().getLength() > 0) {
                selectRange(getCaretPosition(), getCaretPosition());
            }
            int last = first + removed - 1;
            int from = getAbsolutePosition(first, 0);
            int to = getAbsolutePosition(last, getParagraphLength(last));
            getContent().replace(from, to, document(rows));
        } finally {
            patching = before;
        }
    }

    private void place() {
        boolean before = patching;
        patching = true;
        try {
            selectRange(
                    live.map().toView(selection.anchor(), true),
                    live.map().toView(selection.caret(), true));
        } finally {
            patching = before;
        }
    }

    private ReadOnlyStyledDocument<RowStyle, Seg, Style> document(List<Row> rows) {
        ReadOnlyStyledDocumentBuilder<RowStyle, Seg, Style> builder =
                new ReadOnlyStyledDocumentBuilder<>(getSegOps(), PLAIN_ROW);
        for (Row row : rows) {
            List<StyledSegment<Seg, Style>> segments = new ArrayList<>();
            for (Seg seg : row.segs()) {
                for (String piece : WordPieces.of(seg.text())) {
                    Seg part = new Seg(piece, seg.style(), seg.widget());
                    segments.add(new StyledSegment<>(part, seg.style()));
                }
            }
            if (segments.isEmpty()) {
                segments.add(new StyledSegment<>(getSegOps().createEmptySeg(), Style.PLAIN));
            }
            builder.addParagraph(segments, row.style());
        }
        return builder.build();
    }

    // ---- steps by what a reader takes for one character, without looking at the whole text ----

    @Override
    public void nextChar(SelectionPolicy policy) {
        moveTo(step(1), policy);
    }

    @Override
    public void previousChar(SelectionPolicy policy) {
        moveTo(step(-1), policy);
    }

    @Override
    public void deleteNextChar() {
        replaceText(getCaretPosition(), step(1), "");
    }

    @Override
    public void deletePreviousChar() {
        if (!EditRules.backspace(this)) {
            replaceText(step(-1), getCaretPosition(), "");
        }
    }

    private int step(int by) {
        int position = getCaretPosition();
        int column = getCaretColumn();
        String text = getText(getCurrentParagraph());
        characters.setText(text);
        if (by > 0) {
            return column == text.length()
                    ? Math.min(getLength(), position + 1)
                    : position - column + characters.following(column);
        }
        return column == 0
                ? Math.max(0, position - 1)
                : position - column + characters.preceding(column);
    }

    @Override
    public void undo() {
        listener.undo(false);
    }

    @Override
    public void redo() {
        listener.undo(true);
    }

    @Override
    public void copy() {
        selectedSource().ifPresent(EditRules::toClipboard);
    }

    @Override
    public void cut() {
        selectedSource()
                .ifPresent(text -> {
                    EditRules.toClipboard(text);
                    replaceSelection("");
                });
    }

    /** What is selected as it is written in the note, marks included. */
    private Optional<String> selectedSource() {
        settle();
        int from = Math.min(selection.anchor(), selection.caret());
        int to = Math.max(selection.anchor(), selection.caret());
        return from == to ? Optional.empty() : Optional.of(live.text().substring(from, to));
    }

    @Override
    protected void handleInputMethodEvent(InputMethodEvent e) {
        if (!e.getCommitted().isEmpty() && isEditable()) {
            replaceSelection(e.getCommitted());
        }
    }
}
