package understudy.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the launcher in a made-up source tree, with a made-up Java and Maven on a path that holds nothing else but the tools it needs. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final List<String> TOOLS = List.of(
            "awk basename cat cp cut date dirname find grep head ln mkdir mv readlink rm sed sh sleep tail touch tr"
                    .split(" "));
    private static final String FIRST = "Building Understudy (first use, about a minute)…\n";
    private static final String CHANGED = "Building Understudy (its sources have changed)…\n";

    private static Path tools;

    @TempDir
    private Path folder;

    private Path tree;
    private Path bin;
    private final Map<String, String> environment = new TreeMap<>();

    private record Outcome(int status, String out, String err) {}

    @BeforeEach
    void layOut() throws IOException {
        tree = folder.resolve("a tree with spaces");
        bin = Files.createDirectories(folder.resolve("bin"));
        Files.createDirectories(tree.resolve("repl/src/main"));
        Files.createDirectories(tree.resolve("repl/src/test"));
        Files.copy(Path.of("..", "understudy"), tree.resolve("understudy"));
        for (var file : List.of("pom.xml", "repl/pom.xml", "repl/src/main/Main.java", "repl/src/test/Test.java"))
            Files.writeString(tree.resolve(file), file);
        script("uname", "echo Linux x86_64");
        script("javac", "");
        java("17.0.9");
        maven("3.9.9", "");
        environment.put("PATH", bin + ":" + tools);
    }

    /** Links to the tools alone, so that the machine's own Java and Maven are not found. */
    @BeforeAll
    static void gatherTools() throws IOException {
        tools = Files.createDirectories(Path.of("target", "launcher-tools").toAbsolutePath());
        for (var tool : TOOLS) {
            var link = tools.resolve(tool);
            if (!Files.exists(link)) Files.createSymbolicLink(link, tool(tool));
        }
    }

    private static Path tool(String name) {
        return List.of("/usr/bin", "/bin").stream()
                .map(place -> Path.of(place, name))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new AssertionError("this system has no " + name));
    }

    private void script(String name, String lines) throws IOException {
        var file = bin.resolve(name);
        Files.deleteIfExists(file);
        Files.writeString(file, "#!/bin/sh\n" + lines + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A Java that prints how it was called, an argument a line. */
    private void java(String version) throws IOException {
        script("java", """
                case "$*" in
                    -version) echo 'openjdk version "%s" 2026-01-01' >&2 ;;
                    *ArchiveClassesAtExit*) ;;
                    *) printf '%%s\\n' "$@"; echo "flavor=${PYTORCH_FLAVOR-} offline=${DJL_OFFLINE-}"; cat ;;
                esac""".formatted(version));
    }

    /** A Maven that notes each build, swallows its input, and makes the program after the given lines. */
    private void maven(String version, String lines) throws IOException {
        script("mvn", """
                if [ "$1" = -v ]; then printf '\\033[1mApache Maven %s\\033[m\\n'; exit; fi
                echo build >>'%s'
                cat >/dev/null
                %s
                program='%s'; mkdir -p "$program"
                for jar in repl-0.1.0 pytorch-native-cpu-1 api-1; do echo new >"$program/$jar.jar"; done
                """.formatted(version, folder.resolve("builds"), lines, tree.resolve("repl/target/program")));
    }

    private long builds() throws IOException {
        var file = folder.resolve("builds");
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    private Process start(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private static Outcome end(Process process) throws IOException, InterruptedException {
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), "the launcher ends");
        return new Outcome(process.exitValue(), out, err);
    }

    private Outcome launch(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(tree.resolve("understudy").toString()));
        command.addAll(List.of(arguments));
        return end(start(command));
    }

    private void assertRefused(String line) throws IOException, InterruptedException {
        assertEquals(new Outcome(2, "", line.replace("BIN", bin.toString()) + "\n"), launch());
    }

    private void touchLater(String file) throws IOException {
        Files.setLastModifiedTime(
                tree.resolve(file), FileTime.from(Instant.now().plusSeconds(5)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "dash", "bash", "busybox"})
    void firstUseBuildsAndTheNextDoesNot(String shell) throws IOException, InterruptedException {
        var places = List.of(Path.of("/bin", shell), Path.of("/usr/bin", shell));
        var place = places.stream().filter(Files::exists).findFirst();
        assumeTrue(place.isPresent(), () -> "no " + shell + " here");
        var command = new ArrayList<>(List.of(place.get().toString()));
        if (shell.equals("busybox")) command.add("sh");
        command.addAll(List.of(tree.resolve("understudy").toString(), "sample", "a  b", "$HOME *"));
        var first = end(start(command));
        assertEquals(FIRST, first.err());
        assertEquals(0, first.status());
        assertTrue(first.out().contains("\nunderstudy.repl.Main\nsample\na  b\n$HOME *\n"), first.out());
        assertEquals("", end(start(command)).err());
        assertEquals(1, builds());
    }

    @Test
    void changedSourcesAreBuiltAgainButChangedTestsAreNot() throws IOException, InterruptedException {
        launch();
        touchLater("repl/src/test/Test.java");
        assertEquals("", launch().err());
        touchLater("repl/src/main/Main.java");
        assertEquals(CHANGED, launch().err());
        assertEquals(2, builds());
    }

    @Test
    void jarsOfAnEarlierVersionAreNotStarted() throws IOException, InterruptedException {
        launch();
        Files.writeString(tree.resolve("repl/target/program/repl-0.0.9.jar"), "old");
        Files.writeString(tree.resolve("repl/target/program/gone-1.jar"), "old");
        touchLater("pom.xml");
        var again = launch().out();
        assertTrue(again.contains("repl-0.1.0.jar"), again);
        assertFalse(again.contains("repl-0.0.9.jar") || again.contains("gone-1.jar"), again);
    }

    @Test
    void aRunningProgramKeepsTheJarsItWasStartedWith() throws IOException, InterruptedException {
        var path = classPath(launch());
        touchLater("repl/src/main/Main.java");
        assertFalse(path.equals(classPath(launch())), "a build has its own folder");
        for (var jar : path.split(":")) assertTrue(Files.exists(Path.of(jar)), jar);
    }

    private static String classPath(Outcome outcome) {
        var lines = outcome.out().lines().toList();
        return lines.get(lines.indexOf("-cp") + 1);
    }

    @Test
    void theArchiveOfClassesIsMadeOnceForEachJava() throws IOException, InterruptedException {
        script("java", """
                for word; do case $word in -XX:ArchiveClassesAtExit=*) echo archive >"${word#*=}"; exit ;; esac; done
                if [ "$*" = -version ]; then echo 'openjdk version "17.0.9"' >&2; else printf '%s\\n' "$@"; fi""");
        var archives = launch().out()
                .lines()
                .filter(line -> line.startsWith("-XX:SharedArchiveFile="))
                .toList();
        assertEquals(1, archives.size());
        var file = Path.of(archives.get(0).substring(archives.get(0).indexOf('=') + 1));
        assertEquals("archive\n", Files.readString(file));
        assertTrue(file.endsWith("classes-17.0.9.jsa"), file.toString());
    }

    @Test
    void worksThroughSymbolicLinksFromAnyDirectory() throws IOException, InterruptedException {
        Files.createSymbolicLink(folder.resolve("near"), Path.of("a tree with spaces", "understudy"));
        Files.createDirectory(folder.resolve("deep"));
        Files.createSymbolicLink(folder.resolve("deep/far"), Path.of("..", "near"));
        assertEquals(0, end(start(List.of("deep/far"))).status());
        environment.put("PATH", bin + ":" + tools + ":" + folder.resolve("deep"));
        var found = end(start(List.of("/bin/sh", "-c", "cd /; far help")));
        assertEquals("", found.err());
        assertTrue(found.out().contains("\nhelp\n"), found.out());
        assertEquals(1, builds());
    }

    @Test
    void standardInputIsForTheProgramNotForMaven() throws IOException, InterruptedException {
        var piped = end(start(List.of("/bin/sh", "-c", "echo 'train romeo' | '" + tree.resolve("understudy") + "'")));
        assertTrue(piped.out().endsWith("\ntrain romeo\n"), piped.out());
    }

    @Test
    void closedStreamsAreEmptyOnes() throws IOException, InterruptedException {
        launch();
        var quoted = "'" + tree.resolve("understudy") + "'";
        var unread = end(start(List.of("/bin/sh", "-c", quoted + " <&-")));
        assertEquals(new Outcome(0, launch().out(), ""), unread);
        assertEquals(new Outcome(0, "", ""), end(start(List.of("/bin/sh", "-c", quoted + " <&- >&-"))));
        assertEquals(0, end(start(List.of("/bin/sh", "-c", quoted + " 2>&-"))).status());
    }

    @Test
    void aLongRunsMemoryIsKeptTogetherUnlessThePersonSaysOtherwise() throws IOException, InterruptedException {
        script("java", """
                if [ "$*" = -version ]; then echo 'openjdk version "17.0.9"' >&2
                else echo "$MALLOC_ARENA_MAX $MALLOC_TRIM_THRESHOLD_ $MALLOC_MMAP_THRESHOLD_"; fi""");
        assertEquals("1 134217728 33554432\n", launch().out());
        environment.put("MALLOC_ARENA_MAX", "4");
        assertEquals("4 134217728 33554432\n", launch().out());
    }

    @Test
    void aJavaThatIsMissingOrTooOldIsOneLine() throws IOException, InterruptedException {
        var install = "Install one (https://adoptium.net has them for every system) or point JAVA_HOME at it.";
        java("11.0.2");
        assertRefused("Understudy needs a JDK 17 or newer; found Java 11.0.2 at BIN/java. " + install);
        java("1.8.0_292");
        assertRefused("Understudy needs a JDK 17 or newer; found Java 1.8.0_292 at BIN/java. " + install);
        script("java", "exit 1");
        assertRefused("Understudy needs a JDK 17 or newer; BIN/java does not tell its version. " + install);
        Files.delete(bin.resolve("java"));
        assertRefused("Understudy needs a JDK 17 or newer; found no java on the PATH. " + install);
        environment.put("JAVA_HOME", "/nowhere");
        assertRefused(
                "JAVA_HOME is /nowhere, but there is no bin/java in it; point it at a JDK 17 or newer, or unset it.");
    }

    @Test
    void theReleaseFileOfAJdkSavesAskingIt() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("release"), "IMPLEMENTOR=\"Us\"\nJAVA_VERSION=\"25.0.3\"\n");
        environment.put("JAVA_HOME", folder.toString());
        java("1.8 is not asked");
        var started = launch();
        assertEquals(0, started.status());
        assertTrue(started.out().contains("--enable-native-access=ALL-UNNAMED"), started.out());
    }

    @Test
    void whatABuildNeedsIsSaidInOneLineAndOnlyThen() throws IOException, InterruptedException {
        var install = "Install it (https://maven.apache.org).";
        maven("3.6.2", "");
        assertRefused("Building Understudy needs Maven 3.6.3 or newer; found 3.6.2 at BIN/mvn. "
                + "Install a newer one (https://maven.apache.org).");
        Files.delete(bin.resolve("mvn"));
        assertRefused("Building Understudy needs Maven 3.6.3 or newer; found no mvn on the PATH. " + install);
        Files.delete(bin.resolve("javac"));
        assertRefused("Building Understudy needs a whole JDK; BIN/java is a Java runtime without javac. "
                + "Install one (https://adoptium.net has them for every system) or point JAVA_HOME at it.");
        script("javac", "");
        maven("3.10.0", "");
        assertEquals(FIRST, launch().err());
        Files.delete(bin.resolve("mvn"));
        Files.delete(bin.resolve("javac"));
        assertEquals(new Outcome(0, launch().out(), ""), launch());
    }

    @Test
    void aFailedBuildSaysWhyAndTheNextStartTriesAgain() throws IOException, InterruptedException {
        maven("3.9.9", """
                echo '[INFO] Compiling'
                echo '[ERROR] COMPILATION ERROR : '
                printf '\\033[0m[ERROR] /src/Main.java:[3,5] cannot find symbol -> [Help 1]\\n'
                echo '[ERROR] '
                echo '[ERROR] /src/Main.java:[3,5] cannot find symbol'
                echo '[ERROR] Re-run Maven using the -X switch to enable full debug logging.'
                exit 1""");
        var reason = FIRST + "The build failed:\n  /src/Main.java:[3,5] cannot find symbol\nThe whole log is "
                + tree.toRealPath().resolve("target/build.log") + ".\n";
        assertEquals(new Outcome(1, "", reason), launch());
        maven("3.9.9", "");
        assertEquals(FIRST, launch().err());
    }

    @Test
    void twoAtOnceBuildOnce() throws IOException, InterruptedException {
        maven("3.9.9", "sleep 1");
        var command = List.of(tree.resolve("understudy").toString());
        var first = start(command);
        var second = start(command);
        var outcomes = List.of(end(first), end(second));
        assertEquals(1, builds());
        for (var outcome : outcomes) assertEquals(0, outcome.status(), outcome.err());
        var said = outcomes.get(0).err() + outcomes.get(1).err();
        assertTrue(said.contains(FIRST) && said.contains("Another Understudy is building (process "), said);
    }

    @Test
    void aLockWhoseOwnerIsGoneIsTakenOver() throws IOException, InterruptedException {
        var gone = start(List.of("/bin/sh", "-c", "exit 0"));
        gone.waitFor();
        var lock = Files.createDirectories(tree.resolve("target/building"));
        Files.writeString(lock.resolve("owner"), gone.pid() + "\n");
        assertEquals(FIRST, launch().err());
        assertFalse(Files.exists(lock), "the lock is gone");
    }

    @Test
    void anInterruptedBuildLeavesNoLock() throws IOException, InterruptedException {
        maven("3.9.9", "exec sleep 10");
        var process = start(List.of(tree.resolve("understudy").toString()));
        while (builds() == 0) Thread.sleep(10);
        process.toHandle().destroy(); // unlike Process.destroy, leaves its output to be read
        assertEquals(143, end(process).status());
        assertFalse(Files.exists(tree.resolve("target/building")), "the lock is gone");
    }

    @Test
    void nativesForTheCpuAreLeftOutWhereThereIsAnNvidiaGpu() throws IOException, InterruptedException {
        var plain = launch();
        assertTrue(classPath(plain).contains("pytorch-native-cpu"), plain.out());
        assertTrue(plain.out().contains("flavor= offline=true"), plain.out());
        script("nvidia-smi", "[ \"$1\" = -L ] && echo 'GPU 0'");
        var gpu = launch("--device", "auto");
        assertFalse(classPath(gpu).contains("pytorch-native-cpu"), gpu.out());
        assertTrue(gpu.out().contains("flavor=cu128 offline=\n"), gpu.out());
        assertEquals(classPath(plain), classPath(launch("--device", "cpu")));
        assertEquals(classPath(plain), classPath(launch("--device=cpu")));
        script("nvidia-smi", "echo 'No devices were found'; exit 6");
        assertEquals(classPath(plain), classPath(launch()));
        script("nvidia-smi", "");
        environment.put("CUDA_VISIBLE_DEVICES", "");
        assertEquals(classPath(plain), classPath(launch()));
    }
}
