package app.vaultnotes.vault.importing;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.BlobHash;
import app.vaultnotes.vault.Bulk;
import app.vaultnotes.vault.Item;
import app.vaultnotes.vault.LocalFacts;
import app.vaultnotes.vault.LocalFacts.Imported;
import app.vaultnotes.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a vault knows of files that an import meets. Safe for many threads. */
final class KnownFiles {

    private static final Pattern NUMBERED =
            Pattern.compile("(.+) \\((\\d{1,6})\\)(\\.[^.]*)?", Pattern.DOTALL);

    private final Vault vault;
    private final Bulk bulk;
    private final String location;
    private final String into;

    /**
     * What is known of files of a source.
     *
     * @param location where the source is
     * @param into the folder that is imported into
     */
    KnownFiles(Vault vault, Bulk bulk, String location, String into) {
        this.vault = vault;
        this.bulk = bulk;
        this.location = location;
        this.into = into;
    }

    /**
     * What the vault knows of a file.
     *
     * @param here whether these bytes were imported from this path before, or stand there
     * @param older what an older state of the file became
     * @param facts what is to be remembered of it
     */
    record Known(boolean here, Optional<Imported> older, Map<String, Imported> facts) {}

    Known of(Source.Entry entry, Id folder, BlobHash sha) {
        Optional<Imported> older = bulk.imported(placeKey(entry)).filter(this::isLiving);
        Optional<Imported> same =
                bulk.imported(contentKey(entry, sha))
                        .filter(this::isLiving)
                        .filter(known ->
                                !older.map(last -> isBack(last, known, sha)).orElse(false));
        if (same.isPresent()) {
            return new Known(true, Optional.empty(), facts(entry, sha, same.get().document()));
        }
        if (older.isPresent() && has(older.get().document(), sha)) {
            Map<String, Imported> facts = facts(entry, sha, older.get().document());
            return new Known(true, Optional.empty(), facts);
        }
        Optional<Id> there =
                older.isPresent() ? Optional.empty() : standing(folder, entry.name(), sha);
        return new Known(
                there.isPresent(), older, there.map(id -> facts(entry, sha, id)).orElse(Map.of()));
    }

    /**
     * Whether something has these bytes: edited here as there, or followed by an import that died.
     */
    private boolean has(Id document, BlobHash sha) {
        return vault.catalogue()
                .file(document)
                .map(row -> row.state().blob())
                .orElseGet(() -> BlobHash.of(bulk.bytes(document)))
                .equals(sha);
    }

    /** Whether a file went back to what it had been before it last changed. */
    private static boolean isBack(Imported last, Imported known, BlobHash sha) {
        return last.document().equals(known.document()) && !last.sha256().equals(sha);
    }

    private boolean isLiving(Imported imported) {
        return vault.catalogue()
                        .note(imported.document())
                        .map(row -> row.state().trashed().isEmpty())
                        .orElse(false)
                || vault.catalogue()
                        .file(imported.document())
                        .map(row -> row.state().trashed().isEmpty())
                        .orElse(false);
    }

    /** A note or file with the same bytes that stands at the path, or would be exported to it. */
    private Optional<Id> standing(Id folder, String name, BlobHash sha) {
        Optional<Id> exact = withBytes(vault.paths().at(folder, name), sha);
        return exact.isPresent() ? exact : withBytes(exportedAs(folder, name), sha);
    }

    private Optional<Id> withBytes(List<Item> items, BlobHash sha) {
        return items.stream().filter(item -> bytes(item).equals(sha)).map(Item::id).findFirst();
    }

    private BlobHash bytes(Item item) {
        return item instanceof Item.File file
                ? file.row().state().blob()
                : BlobHash.of(bulk.bytes(item.id()));
    }

    /** Of several things of one name, those that an export would give this number. */
    private List<Item> exportedAs(Id folder, String name) {
        Matcher numbered = NUMBERED.matcher(name);
        if (!numbered.matches()) {
            return List.of();
        }
        String end = numbered.group(3) == null ? "" : numbered.group(3);
        String own = numbered.group(1) + end;
        List<Item> twins = vault.paths().alike(folder, own);
        return given(folder, own, twins.size()).contains(name) ? twins : List.of();
    }

    /** The names that an export gives to things of one name beside the name itself. */
    private Set<String> given(Id folder, String own, int twins) {
        Set<String> given = new HashSet<>();
        for (int number = 2; given.size() < twins - 1; number++) {
            String tried = ShortName.numbered(own, number);
            if (vault.paths().at(folder, tried).isEmpty()) {
                given.add(tried);
            }
        }
        return given;
    }

    /** What is to be remembered of a file that became a document. */
    Map<String, Imported> facts(Source.Entry entry, BlobHash sha, Id document) {
        Imported imported = new LocalFacts.Imported(sha, document);
        return Map.of(contentKey(entry, sha), imported, placeKey(entry), imported);
    }

    /** What a folder of the source became, wherever that is now. */
    Optional<Id> folder(List<String> path) {
        return bulk.imported(folderKey(path)).map(Imported::document).filter(bulk::hasFolder);
    }

    /** Remembers what folders of the source became. */
    void rememberFolders(Map<List<String>, Id> folders) {
        Map<String, Imported> facts = new HashMap<>();
        folders.forEach((path, id) -> {
            if (!id.isRoot()) {
                facts.put(folderKey(path), new Imported(BlobHash.of(new byte[0]), id));
            }
        });
        bulk.remember(facts);
    }

    /** Of this very source: another one may have other things in a folder of that name. */
    private String folderKey(List<String> path) {
        return key("folder", location, into, String.join("/", path));
    }

    /** Hashes, so that the name of a purged note does not stay behind here. */
    private String contentKey(Source.Entry entry, BlobHash sha) {
        return key("content", into, entry.original(), sha.hex());
    }

    private String placeKey(Source.Entry entry) {
        return key("place", location, into, entry.original());
    }

    private static String key(String... parts) {
        return BlobHash.of(String.join("\0", parts).getBytes(StandardCharsets.UTF_8)).hex();
    }
}
