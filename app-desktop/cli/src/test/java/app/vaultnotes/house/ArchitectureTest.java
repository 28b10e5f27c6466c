package app.vaultnotes.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.Serializable;
import org.jspecify.annotations.NullMarked;

/** The arrows of {@code docs/architecture.md}. */
@AnalyzeClasses(packages = "app.vaultnotes", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule THE_PORT_NEEDS_NOTHING =
            classes()
                    .that()
                    .resideInAPackage("app.vaultnotes.crdt")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("app.vaultnotes.crdt", "java..", "org.jspecify..")
                    .because("every engine, phone and server stands on the port");

    @ArchTest
    static final ArchRule ONE_ADAPTER_KNOWS_AUTOMERGE =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("app.vaultnotes.crdt.automerge..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.automerge..")
                    .because("another engine takes its place behind the same port");

    @ArchTest
    static final ArchRule THE_FIRST_ENGINE_KNOWS_THE_PORT_ONLY =
            classes()
                    .that()
                    .resideInAPackage("app.vaultnotes.crdt.automerge..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "app.vaultnotes.crdt..", "org.automerge..", "java..", "org.jspecify..")
                    .because("an engine can be left out where its native library cannot run");

    @ArchTest
    static final ArchRule DOCUMENTS_KNOW_NO_STORE =
            classes()
                    .that()
                    .resideInAPackage("app.vaultnotes.document..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "app.vaultnotes.document..",
                            "app.vaultnotes.crdt",
                            "java..",
                            "org.commonmark..",
                            "org.snakeyaml..",
                            "org.jspecify..")
                    .because("the relay reads documents without a vault around them");

    @ArchTest
    static final ArchRule THE_ENGINE_KNOWS_NO_ADAPTER =
            noClasses()
                    .that()
                    .resideInAPackage("app.vaultnotes.vault")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "app.vaultnotes.vault.store..",
                            "app.vaultnotes.vault.importing..",
                            "app.vaultnotes.vault.exporting..",
                            "app.vaultnotes.vault.account..")
                    .because("adapters depend on the engine, never the other way");

    @ArchTest
    static final ArchRule THE_SEARCH_LANGUAGE_STANDS_ALONE =
            classes()
                    .that()
                    .resideInAPackage("app.vaultnotes.vault.search")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "app.vaultnotes.vault.search",
                            "app.vaultnotes.document",
                            "java..",
                            "org.jspecify..")
                    .because("the relay answers the same queries from another database");

    @ArchTest
    static final ArchRule ONLY_THE_STORE_SPEAKS_SQL =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "app.vaultnotes.vault.store..", "app.vaultnotes.cli.bench..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.sql..", "org.sqlite..")
                    .because("one package answers for what is on disk");

    @ArchTest
    static final ArchRule NOBODY_NEEDS_THE_COMMAND_LINE =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("app.vaultnotes.cli..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("app.vaultnotes.cli..", "picocli..")
                    .because("the app and the relay come on top of the same modules");

    @ArchTest
    static final ArchRule JSON_IS_FOR_FILES_PEOPLE_LOOK_INTO =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("app.vaultnotes.cli..", "app.vaultnotes.vault.account")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.fasterxml..")
                    .because("what programs say to each other is protobuf, and notes are not JSON");

    @ArchTest
    static final ArchRule ADAPTERS_KEEP_TO_THEMSELVES =
            slices().matching("app.vaultnotes.vault.(*)..")
                    .should()
                    .notDependOnEachOther()
                    .ignoreDependency(
                            resideInAPackage("app.vaultnotes.vault.store.."),
                            resideInAPackage("app.vaultnotes.vault.search.."))
                    .ignoreDependency(
                            resideInAPackage("app.vaultnotes.vault.exporting.."),
                            resideInAPackage("app.vaultnotes.vault.importing.."))
                    .ignoreDependency(
                            resideInAPackage("app.vaultnotes.vault.sync.."),
                            resideInAPackage("app.vaultnotes.vault.relay.."))
                    .ignoreDependency(
                            resideInAPackage("app.vaultnotes.vault.account.."),
                            resideInAnyPackage(
                                    "app.vaultnotes.vault.relay..", "app.vaultnotes.vault.sync.."))
                    .because(
                            "they meet in the engine; only the store answers queries, export gives"
                                    + " the report that import has, sync and signing in speak to"
                                    + " relays, and one lets the other in");

    @ArchTest
    static final ArchRule NO_CIRCLES =
            slices().matching("app.vaultnotes.(**)")
                    .should()
                    .beFreeOfCycles()
                    .because("what depends on each other cannot be read or replaced apart");

    @ArchTest
    static final ArchRule THE_CORE_IS_SILENT =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("app.vaultnotes.cli..")
                    .should(ACCESS_STANDARD_STREAMS)
                    .because("the core has no terminal; it says things by results and exceptions");

    @ArchTest
    static final ArchRule PACKAGES_SAY_NON_NULL =
            classes()
                    .that()
                    .resideOutsideOfPackage("app.vaultnotes.proto..") // generated
                    .should(beInANullMarkedPackage())
                    .because("a reader must not have to guess what may be null");

    @ArchTest
    static final ArchRule NO_TOOLKIT_IN_THE_CORE =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "app.vaultnotes.pdf..",
                            "app.vaultnotes.math..",
                            "app.vaultnotes.picture..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.awt..", "javax.swing..", "javafx..")
                    .because("the core runs on phones and servers");

    @ArchTest
    static final ArchRule ONE_PACKAGE_KNOWS_HOW_PAGES_ARE_MADE =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("app.vaultnotes.pdf..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("com.openhtmltopdf..", "org.apache.pdfbox..")
                    .because("the libraries are large, and nothing else is to wait for them");

    @ArchTest
    static final ArchRule NO_JAVA_SERIALIZATION =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .haveNameMatching("java\\.io\\.(Object(In|Out)putStream|Externalizable)")
                    .because("bytes from elsewhere must never choose which classes run");

    @ArchTest
    static final ArchRule NOTHING_ASKS_TO_BE_SERIALIZABLE =
            noClasses()
                    .should(implementDirectly(Serializable.class))
                    .because("that would be a second, unchecked format for our values");

    @ArchTest
    static final ArchRule ONLY_MAIN_ENDS_THE_PROCESS =
            noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName("app.vaultnotes.cli.Main")
                    .should()
                    .callMethod(System.class, "exit", int.class)
                    .because("a command may run inside another one's process");

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_THINGS_ARE =
            noClasses()
                    .should()
                    .haveSimpleNameEndingWith("Manager")
                    .orShould()
                    .haveSimpleNameEndingWith("Helper")
                    .orShould()
                    .haveSimpleNameEndingWith("Utils")
                    .orShould()
                    .haveSimpleNameEndingWith("Impl")
                    .because("such names fit anything, so they say nothing");

    private static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return new ArchCondition<>("be in a package that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(
                        new SimpleConditionEvent(
                                type, marked, type.getName() + " is in " + type.getPackageName()));
            }
        };
    }

    /** Enums and exceptions are serializable by birth; only what says so itself counts. */
    private static ArchCondition<JavaClass> implementDirectly(Class<?> wanted) {
        return new ArchCondition<>("implement " + wanted.getName() + " directly") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean says =
                        type.getRawInterfaces().stream()
                                .anyMatch(face -> face.isEquivalentTo(wanted));
                events.add(new SimpleConditionEvent(type, says, type.getName() + " implements it"));
            }
        };
    }
}
