package app.vaultnotes.desktop.editor;

import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.ui.live.Folding;
import app.vaultnotes.ui.live.LiveText;
import app.vaultnotes.ui.live.Patch;
import app.vaultnotes.ui.live.Row;
import app.vaultnotes.ui.live.RowStyle;
import app.vaultnotes.ui.live.Seg;
import app.vaultnotes.ui.live.Selection;
import app.vaultnotes.ui.live.Style;
import java.util.List;
import javafx.application.Platform;
import javafx.scene.AccessibleRole;
import javafx.scene.control.IndexRange;
import javafx.scene.input.Clipboard;
import javafx.scene.input.InputMethodEvent;
import org.fxmisc.richtext.GenericStyledArea;
import org.fxmisc.richtext.model.StyledDocument;
import org.fxmisc.richtext.util.UndoUtils;
import org.jspecify.annotations.Nullable;

/**
 * Shows a note and lets it be written in. What the area holds is the view; the truth is the note's
 * text in a {@link LiveText}, and every edit goes there first. For the JavaFX thread.
 */
final class LiveArea extends GenericStyledArea<RowStyle, Seg, Style> {

    private LiveText live;
    private Folding fold;
    private final AreaListener listener;
    private final String lineEnd;
    private final Look look;
    private Selection selection = Selection.caret(0);
    private final InPlace inPlace = new InPlace(this);
    private final Composition composition = new Composition(this);
    private final Overlay overlay = new Overlay(this);
    private final ColumnWidth column;
    private boolean reading;
    private boolean patching = true;
    private boolean moved;

    /** Made when the area, of which this is one, asks for it first. */
    private @Nullable QuietParagraphs paragraphs;

    private final ShownRows rowsShown;

    LiveArea(LiveText live, AreaListener listener, NoteType type) {
        this(live, listener, new Look(listener, type));
    }

    private LiveArea(LiveText live, AreaListener listener, Look look) {
        super(
                RowDocument.PLAIN_ROW,
                look::paragraph,
                Style.PLAIN,
                new SegOps(),
                false,
                look::segment);
        this.look = look;
        this.rowsShown = new ShownRows(this, look);
        this.live = live;
        this.fold = new Folding(live);
        fold.foldClosed();
        this.listener = listener;
        this.lineEnd = live.text().contains("\r\n") ? "\r\n" : "\n";
        look.area = this;
        getStyleClass().add("vn-note");
        getStylesheets().setAll(look.type().sheet()); // Its own sheet would win over the scene's.
        setWrapText(true);
        setAccessibleRole(AccessibleRole.TEXT_AREA);
        setAccessibleText(listener.words("editor"));
        setUndoManager(UndoUtils.noOpUndoManager());
        setOnInputMethodTextChanged(this::handleInputMethodEvent);
        setInputMethodRequests(composition);
        column = new ColumnWidth(this, look);
        EarlyLayout.of(this);
        selection = look.widgets().forms().resting(0, 0);
        show(0, 1, fold.rows());
        moveTo(fold.map().toView(selection.caret(), true));
        patching = false;
        caretPositionProperty().addListener((o, was, is) -> caretMoved());
        selectionProperty().addListener((o, was, is) -> caretMoved());
        overlay.begin();
        Blinking.stopsWhenIdle(this);
        CaretHeight.of(this);
    }

    @Override
    public QuietParagraphs getParagraphs() {
        QuietParagraphs made = paragraphs;
        if (made == null) {
            made = new QuietParagraphs(super.getParagraphs());
            paragraphs = made;
        }
        return made;
    }

    /** Whether the note is shown to be read. */
    boolean isReading() {
        return reading;
    }

    NoteType type() {
        return look.type();
    }

    /** Sets the note in another type. */
    void setType(NoteType type) {
        if (!type.equals(look.type())) {
            settle();
            look.setType(type);
            getStylesheets().setAll(type.sheet());
            column.set();
            show(0, fold.rows().size(), fold.rows());
            place();
        }
    }

    /** Shows the note to be written in, as its source, or to be read. */
    void setMode(NoteEditor.Mode mode) {
        settle();
        int rows = fold.rows().size();
        String text = live.text();
        List<Integer> folded = fold.folded();
        live = mode == NoteEditor.Mode.SOURCE ? LiveText.plain(text) : new LiveText(text);
        fold = new Folding(live);
        fold.foldAll(folded);
        look.setLocked(mode == NoteEditor.Mode.LOCKED);
        reading = mode == NoteEditor.Mode.READING || look.isLocked();
        setEditable(!reading);
        show(0, rows, fold.rows());
        if (look.widgets().forms().isFirst()) {
            remake(0); // The same row, but not the same node.
        }
        select(selection.anchor(), selection.caret());
        requestFollowCaret();
    }

    LiveText live() {
        return live;
    }

    /** The rows that are shown, and where they and the note's text meet. */
    Folding fold() {
        return fold;
    }

    /** Shows what was folded or is not folded any more. */
    void show(List<Patch> patches) {
        patches.forEach(this::replace);
        place();
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
        if (listener.isPaired()
                && getSelection().equals(new IndexRange(start, end))
                && Pairs.typed(this, text)) {
            return;
        }
        int from;
        int to;
        if (start == end) {
            from =
                    start == getCaretPosition()
                            ? selection.caret()
                            : fold.map().toSource(start, true);
            to = from;
        } else {
            from = fold.map().toSource(start, true);
            to = Math.max(from, fold.map().toSource(end, false));
        }
        List<Patch> opened = fold.openBefore(from, to);
        show(opened);
        if (opened.isEmpty() || !text.isEmpty()) {
            edit(from, to - from, lineEnds(look.widgets().forms().behind(from) + text));
        }
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
        if (look.isLocked() || (deleted == 0 && inserted.isEmpty())) {
            return;
        }
        composition.end();
        selection = after;
        overlay.waves().typed(after.caret());
        TextEdit edit = new TextEdit(NoteDocument.TEXT, start, deleted, inserted);
        overlay.hits().shift(edit);
        replace(fold.edit(start, deleted, inserted, after));
        show(fold.select(selection));
        listener.edited(edit);
        requestFollowCaret();
    }

    /** Edits the note in a place where nobody writes; caret and scroll position stay. */
    void editBeside(TextEdit edit) {
        if (!look.isLocked()) {
            remoteEdit(edit);
            listener.edited(edit);
        }
    }

    /** Takes in an edit that was made elsewhere; caret and scroll position stay at their text. */
    void remoteEdit(TextEdit edit) {
        settle();
        composition.hide();
        selection = InPlace.shifted(selection, edit);
        inPlace.shift(edit);
        overlay.hits().shift(edit);
        show(List.of(fold.edit(edit.start(), edit.deleted(), edit.inserted(), selection)));
        composition.show();
    }

    /**
     * Edits the note without scrolling.
     *
     * @param shownRow a row that need not be shown anew when it alone changes; -1 for none
     * @return whether the view of that row is still the old one
     */
    boolean editQuietly(TextEdit edit, int shownRow) {
        if (look.isLocked()) {
            return false;
        }
        settle();
        selection = InPlace.shifted(selection, edit);
        overlay.hits().shift(edit);
        Patch patch = fold.edit(edit.start(), edit.deleted(), edit.inserted(), selection);
        boolean waits =
                patch.firstRow() == shownRow
                        && patch.removedRows() == 1
                        && patch.rows().size() == 1;
        if (!waits) {
            show(List.of(patch));
        }
        listener.edited(edit);
        return waits;
    }

    /** Shows a row anew. */
    void refresh(int row) {
        show(row, 1, List.of(fold.rows().get(row)));
        place();
    }

    /** Makes the nodes of a row anew, which are kept as long as the row is equal to itself. */
    void remake(int row) {
        rowsShown.put(row, 1, RowDocument.blank());
        refresh(row);
    }

    /** What is laid over the rows. */
    Overlay overlay() {
        return overlay;
    }

    /** What is edited where it is shown. */
    InPlace inPlace() {
        return inPlace;
    }

    /** Goes on in a table's cells, or in the form of properties, when the caret has come to it. */
    void enterWidget(boolean down) {
        Row row = fold.rows().get(getCurrentParagraph());
        settle();
        if (row.style().kind() instanceof RowStyle.Table) {
            look.widgets().enter(row, down);
        } else if (row.style().kind() instanceof RowStyle.FrontMatter) {
            look.widgets().forms().enter();
        }
    }

    /** Asks for the name of a new property. */
    void addProperty() {
        settle();
        look.widgets().forms().add();
    }

    /** The next table that is shown is written in. */
    void writeInNextTable() {
        look.widgets().goOn(new TableGrid.Cell(0, 0));
    }

    /** Selects a stretch of the note's text. */
    void select(int anchor, int caret) {
        composition.end();
        selection = look.widgets().forms().resting(anchor, caret);
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
        if (composition.isShown()) {
            composition.end();
            return;
        }
        int anchor = fold.map().toSource(getAnchor(), true);
        int caret = fold.map().toSource(getCaretPosition(), true);
        selection = look.widgets().forms().resting(anchor, caret);
        reveal();
    }

    private void reveal() {
        show(reading ? fold.conceal() : fold.select(selection));
    }

    private void replace(Patch patch) {
        if (!patch.isEmpty()) {
            // A paragraph cannot come or go without a neighbour that is replaced by itself.
            Patch wider = patch.withNeighbour(fold.rows());
            show(wider.firstRow(), wider.removedRows(), wider.rows());
        }
    }

    private void show(int first, int removed, List<Row> rows) {
        if (first == 0) {
            look.widgets().forms().remember();
        }
        rowsShown.show(first, removed, overlay.document(first, rows, selection.caret()));
        if (first == 0) {
            look.widgets().forms().shown();
        }
    }

    private void place() {
        quietly(() ->
                selectRange(
                        fold.map().toView(selection.anchor(), true),
                        fold.map().toView(selection.caret(), true)));
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
        boolean paired = listener.isPaired() && Pairs.backspace(this);
        if (!paired && !EditRules.backspace(this)) {
            replaceText(step(-1), getCaretPosition(), "");
        }
    }

    private int step(int by) {
        int column = getCaretColumn();
        String text = getText(getCurrentParagraph());
        int to = CharacterSteps.from(text, column, by);
        return Math.clamp((long) getCaretPosition() - column + to, 0, getLength());
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
        EditRules.copy(this);
    }

    @Override
    public void cut() {
        EditRules.copy(this);
        replaceSelection("");
    }

    @Override
    public void paste() {
        settle();
        if (!listener.take(Clipboard.getSystemClipboard())) {
            EditRules.pastePlain(this);
        }
    }

    /** Puts the caret where something is dropped. */
    void caretTo(double x, double y) {
        moveTo(hit(x, y).getInsertionIndex());
        requestFocus();
    }

    @Override
    protected void handleInputMethodEvent(InputMethodEvent e) {
        if (isEditable()) {
            composition.happened(e);
        }
    }

    /** Shows a row with what is composed in it at the caret. */
    void showComposed(int row, Seg composed, int caret) {
        rowsShown.compose(row, composed, caret);
    }

    /** Does something to the view that is no edit of the note. */
    void quietly(Runnable work) {
        boolean before = patching;
        patching = true;
        try {
            work.run();
        } finally {
            patching = before;
        }
    }
}
