package understudy.repl;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may know whom: repl knows the four, the four do not know each other, the engine is seen in models only, a terminal in repl only. */
class HouseTest {
    private static final List<String> ROOMS = List.of("corpora", "models", "prompts", "checkpoints");
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("understudy");

    private static final String TOKENIZERS = "ai.djl.huggingface.tokenizers.jni";

    private static String within(String room) {
        return "understudy." + room + "..";
    }

    @Test
    void allRoomsAreLookedAt() {
        for (String room : ROOMS) {
            assertTrue(HOUSE.stream().anyMatch(c -> c.getPackageName().startsWith("understudy." + room)), room);
        }
    }

    @Test
    void theFourDoNotKnowEachOtherNorTheShell() {
        for (String room : ROOMS) {
            String[] others = ROOMS.stream()
                    .filter(other -> !other.equals(room))
                    .map(HouseTest::within)
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(within(room))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(HOUSE);
            noClasses()
                    .that()
                    .resideInAPackage(within(room))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("understudy.repl..")
                    .check(HOUSE);
        }
    }

    @Test
    void theEngineIsSeenInModelsOnly() {
        classes()
                .that()
                .resideOutsideOfPackage("understudy.models..")
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackages("ai.djl..").or(resideInAPackage(TOKENIZERS)))
                .check(HOUSE);
    }

    /** DJL packages them, but they are a text library: no engine stands behind them. */
    @Test
    void tokenizersAreSeenInCorporaOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("understudy.corpora..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(TOKENIZERS)
                .check(HOUSE);
    }

    @Test
    void aTerminalIsSeenInReplOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("understudy.repl..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jline..", "com.googlecode.lanterna..", "picocli..")
                .check(HOUSE);
    }

    @Test
    void rehearsalSeesNoTerminal() {
        noClasses()
                .that()
                .resideInAPackage("understudy.repl.rehearsal..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.jline..",
                        "com.googlecode.lanterna..",
                        "picocli..",
                        "understudy.repl.commands..",
                        "understudy.repl.terminal..")
                .check(HOUSE);
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        List<String> silent = HOUSE.stream()
                .map(JavaClass::getPackageName)
                .distinct()
                .filter(name -> !HOUSE.contain(name + ".package-info"))
                .sorted()
                .toList();
        assertEquals(List.of(), silent);
    }
}
