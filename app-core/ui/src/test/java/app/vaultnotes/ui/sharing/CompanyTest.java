package app.vaultnotes.ui.sharing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.Cursor;
import app.vaultnotes.document.Id;
import app.vaultnotes.ui.sharing.Company.Fellow;
import app.vaultnotes.vault.sync.Caret;
import app.vaultnotes.vault.sync.Present;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is there, and how they are told apart. */
class CompanyTest {

    private static final Id NOTE = Id.random();

    private final Company company = new Company();

    private static Present present(Id account, String name, Id note) {
        return new Present(Id.random(), account, name, new Caret(note, Cursor.END, Cursor.END));
    }

    private static Present present(String name) {
        return present(Id.random(), name, NOTE);
    }

    private List<Integer> colours() {
        return company.all().stream().map(Fellow::colour).toList();
    }

    private List<String> labels() {
        return company.all().stream().map(Fellow::label).toList();
    }

    @Test
    void aPersonKeepsTheColourAsLongAsTheyAreThere() {
        Present ana = present("ana@example.org (Tablet)");
        Present ben = present("ben@example.org (Phone)");
        Present cleo = present("cleo@example.org (Laptop)");
        company.take(List.of(ana, ben));
        assertEquals(List.of(0, 1), colours());
        company.take(List.of(ben));
        assertEquals(List.of(1), colours());
        company.take(List.of(ben, cleo, ana));
        assertEquals(List.of(1, 0, 2), colours());
    }

    @Test
    void devicesOfOnePersonHaveOneColourAndMoreThanThereAreShareThem() {
        Id account = Id.random();
        company.take(List.of(present(account, "Tablet", NOTE), present(account, "Phone", NOTE)));
        assertEquals(List.of(0, 0), colours());
        List<Present> many = new ArrayList<>();
        IntStream.range(0, 7).forEach(i -> many.add(present("p" + i + "@example.org (x)")));
        company.take(many);
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 0), colours());
    }

    @Test
    void theyAreCalledByFewLettersUnlessThoseAreTwoPeoples() {
        company.take(
                List.of(present("ana@example.org (Tablet)"), present("My phone"), present("")));
        assertEquals(List.of("ana", "My phone", ""), labels());
        company.take(
                List.of(present("ana@example.org (Tablet)"), present("ana@example.com (Phone)")));
        assertEquals(List.of("ana@example.org (Tablet)", "ana@example.com (Phone)"), labels());
        company.take(List.of(present("a".repeat(22) + "\ud83d\ude00".repeat(9) + "@x (y)")));
        assertEquals(List.of("a".repeat(22) + "…"), labels());
        assertEquals(
                "a".repeat(22) + "\ud83d\ude00".repeat(9) + "@x (y)", company.all().get(0).name());
    }

    @Test
    void thoseInOtherNotesAreNotInThisOne() {
        company.take(List.of(present(Id.random(), "ana@example.org (x)", Id.random())));
        assertTrue(company.in(NOTE).isEmpty());
        assertEquals(1, company.all().size());
    }
}
