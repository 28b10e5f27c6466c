package app.vaultnotes.vault;

import app.vaultnotes.document.Id;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What lists show, answered from projections; no document is opened.
 *
 * <p>Names are compared by their key (NFC, case folded). Of equal names in one folder all but the
 * lowest id carry an ordinal above one and are shown as {@code Title (2)}.
 */
public interface Catalogue {

    /** A note by id, living or in the trash. */
    Optional<NoteRow> note(Id id);

    /**
     * Those of these notes that there are, living or in the trash, by id; asked for all at once.
     */
    List<NoteRow> notes(Collection<Id> ids);

    /** A file by id, living or in the trash. */
    Optional<FileRow> file(Id id);

    /** All folders, living and in the trash. */
    List<Projection.FolderState> folders();

    /** Living notes listed in a folder. */
    List<NoteRow> notesIn(Id shelf, Page page);

    /** Living files listed in a folder, by name. */
    List<FileRow> filesIn(Id shelf, Page page);

    /** All living notes, whatever their folder. */
    List<NoteRow> notes(Page page);

    /** Living notes that are bookmarked, by name. */
    List<NoteRow> bookmarked();

    /** All living files, by name. */
    List<FileRow> files(Page page);

    /** Notes that say they are in one of these folders, living or not. */
    List<NoteRow> notesOf(Collection<Id> folders);

    /** Files that say they are in one of these folders, living or not. */
    List<FileRow> filesOf(Collection<Id> folders);

    /** Living notes with this title key, anywhere, by id. */
    List<NoteRow> notesNamed(String titleKey);

    /** Living notes with this title key on a shelf, by id. */
    List<NoteRow> notesNamed(Id shelf, String titleKey);

    /** Living files with this name key, anywhere, by id. */
    List<FileRow> filesNamed(String nameKey);

    /** Living files with this name key on a shelf, by id. */
    List<FileRow> filesNamed(Id shelf, String nameKey);

    /** Notes in the trash, the last trashed first. */
    List<NoteRow> trashedNotes();

    /** Files in the trash, the last trashed first. */
    List<FileRow> trashedFiles();

    /** The exact text of a note as last projected. */
    Optional<String> text(Id note);

    /** The links of a note, in order. */
    List<Projection.Link> links(Id note);

    /** Living notes with links whose last segment has this key, with those links. */
    Map<Id, List<Projection.Link>> linksNamed(String nameKey);

    /** Every tag of living notes as first written, with the number of notes that carry it. */
    Map<String, Integer> tags();

    /** The tasks of a note, in order. */
    List<Projection.Task> tasks(Id note);

    /** The aliases of a note. */
    List<String> aliases(Id note);

    /** The aliases of all living notes that have any. */
    Map<Id, List<String>> aliases();

    /** How many living notes, living files and living folders there are. */
    Counts counts();

    /** Blobs that a file or a note's source refers to, living or in the trash. */
    Collection<BlobHash> usedBlobs();

    /** The notes and files that refer to some bytes. */
    List<Id> usersOf(BlobHash blob);

    /**
     * Whether {@link #usedBlobs} can be believed so far as a look at the lists tells: each note and
     * file has its row, every row names bytes as bytes are named, and nothing is set aside.
     */
    boolean tellsUsedBlobs();

    /** How a list is sorted; ties by id. */
    enum Sort {
        /** By title key. */
        NAME,
        /** The last edited first. */
        UPDATED,
        /** The newest first. */
        CREATED
    }

    /**
     * A piece of a list.
     *
     * @param sort order
     * @param offset rows to skip
     * @param limit most rows to return
     */
    record Page(Sort sort, int offset, int limit) {
        /** The whole list by name. */
        public static final Page ALL = new Page(Sort.NAME, 0, Integer.MAX_VALUE);
    }

    /**
     * A note in a list.
     *
     * @param state what the note says of itself
     * @param ordinal 1, or its number among equal titles on its shelf
     * @param words number of words
     * @param chars length of the text in UTF-16 units
     * @param openTasks tasks not yet ticked
     * @param doneTasks tasks ticked
     */
    record NoteRow(
            Projection.NoteState state,
            int ordinal,
            int words,
            int chars,
            int openTasks,
            int doneTasks) {}

    /**
     * A file in a list.
     *
     * @param state what the file says of itself
     * @param ordinal 1, or its number among equal names on its shelf
     */
    record FileRow(Projection.FileState state, int ordinal) {}

    /** Numbers of living things. */
    record Counts(int notes, int files, int folders) {}
}
