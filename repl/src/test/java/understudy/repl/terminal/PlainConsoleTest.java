package understudy.repl.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PlainConsoleTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AtomicLong now = new AtomicLong();
    private final PrintStream messages = new PrintStream(err, true, StandardCharsets.UTF_8);
    private final Console console =
            new PlainConsole(new PrintStream(out, true, StandardCharsets.UTF_8), messages, now::get);

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void resultsAndMessagesPart() {
        console.print("To ");
        console.log("a notice");
        console.print("be");
        console.fresh();
        console.println(Text.of("or").accent(" not"));
        console.trouble("no such thing");
        assertEquals("To be\nor not\n", out());
        assertEquals("a notice\nno such thing\n", err());
    }

    @Test
    void aFamilyOfEmojiIsShownAsItsMembers() {
        console.println("\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67");
        assertEquals("\ud83d\udc68\ud83d\udc69\ud83d\udc67\n", out());
    }

    @Test
    void nothingSteersATerminal() {
        console.println("a\033[31mb\u009bc\rd\u202ee\tf");
        console.println("a\u200bb\u2066c\ufeffd" + Character.toString(0xe0041) + "é");
        console.log("x\007y");
        assertEquals("a\ufffd[31mb\ufffdc\ufffdd\ufffde\tf\na\ufffdb\ufffdc\ufffdd\ufffdé\n", out());
        assertEquals("x\ufffdy\n", err());
    }

    @Test
    void progressComesAtMostEveryTenSeconds() {
        for (int second = 0; second <= 25; second++) {
            now.set(second * 1_000_000_000L);
            console.progress("second " + second);
        }
        console.progress("");
        assertEquals("second 10\nsecond 20\n", err());
        console.fresh();
        console.progress("another command");
        assertEquals("second 10\nsecond 20\n", err(), "a short command needs no such line");
    }

    @Test
    void onOneStreamMessagesWaitForTheLine() {
        Console both = new PlainConsole(messages, messages, now::get);
        both.print("To be");
        both.log("a notice");
        both.print(" or not\n");
        assertEquals("To be or not\na notice\n", err());
    }
}
