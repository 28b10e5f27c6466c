package app.vaultnotes.pdf;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.exporting.NoteForm;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/** Notes as PDF. Whatever a note says, it becomes pages or is left out with a reason. */
final class PdfForm implements NoteForm {

    /** Longest note, in UTF-16 units. */
    static final int MAX_CHARS = 2_000_000;

    private static final String INDEX = "Notes";
    private static final long MAX_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final Vault vault;
    private final Press press;

    PdfForm(Vault vault, Paper paper, String language) {
        this.vault = vault;
        this.press = new Press(paper, language);
    }

    @Override
    public String extension() {
        return ".pdf";
    }

    private interface Drafted {
        Sheet sheet();
    }

    @Override
    public Made note(Catalogue.NoteRow note, Places places, Runnable goesOn) {
        String text = vault.notes().text(note.state().id());
        if (text.length() > MAX_CHARS) {
            return new LeftOut("it is too long for a PDF; export it as Markdown or as a web page");
        }
        String title = note.state().title();
        Press.Facts facts =
                new Press.Facts(title, note.state().updatedMillis(), number(note.state().id()));
        Made made =
                printed(() -> new NoteMarkup(vault, places, note).of(text), facts, timed(goesOn));
        if (made instanceof LeftOut out) {
            String why = "it is plain text there: " + out.why();
            return printed(
                    () -> new NoteMarkup(vault, places, note).plain(text, why),
                    facts,
                    timed(goesOn));
        }
        return made;
    }

    @Override
    public Made index(String list) {
        Press.Facts facts = new Press.Facts(INDEX, 0, 0);
        return printed(() -> NoteMarkup.list(INDEX, list), facts, () -> {});
    }

    private static long number(Id id) {
        return id.toString().hashCode();
    }

    private static Runnable timed(Runnable goesOn) {
        long start = System.nanoTime();
        return () -> {
            goesOn.run();
            if (System.nanoTime() - start > MAX_NANOS) {
                throw new Press.TooMuchException("it took too long");
            }
        };
    }

    /** What a note says must stop no export, whatever it does to the library. */
    private Made printed(Drafted drafted, Press.Facts facts, Runnable goesOn) {
        try {
            Sheet sheet = drafted.sheet();
            byte[] bytes = press.print(sheet, facts, goesOn);
            return new File(bytes, sheet.changes());
        } catch (CancellationException e) {
            throw e;
        } catch (Press.TooMuchException e) {
            return new LeftOut(String.valueOf(e.getMessage()));
        } catch (Elements.UnreadableException | StackOverflowError _) {
            return new LeftOut("it is nested too deeply for a PDF");
        } catch (OutOfMemoryError _) {
            return new LeftOut("it is too large for a PDF");
        } catch (IOException | RuntimeException e) {
            return new LeftOut(
                    "it cannot be laid out as pages (" + e.getClass().getSimpleName() + ")");
        }
    }
}
