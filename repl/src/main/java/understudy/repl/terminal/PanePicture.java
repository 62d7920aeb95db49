package understudy.repl.terminal;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.graphics.BasicTextImage;
import com.googlecode.lanterna.graphics.TextGraphics;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jline.utils.AttributedString;
import understudy.repl.Figures;
import understudy.repl.terminal.PaneSnapshot.Losses;
import understudy.repl.terminal.PaneSnapshot.Pace;
import understudy.repl.terminal.PaneSnapshot.Resident;
import understudy.repl.terminal.PaneSnapshot.Run;
import understudy.repl.terminal.PaneSnapshot.State;
import understudy.repl.terminal.Text.Tone;

/**
 * The pane as a pure function of what there is to show and of the room for it. JLine replaces light box lines by plain ASCII, so lines here are heavy.
 */
final class PanePicture {
    /** From this width on, four rows hold what takes five on a narrower screen. */
    private static final int WIDE = 112;

    private static final int LOSS = 5;

    private final Palette palette;

    PanePicture(Palette palette) {
        this.palette = palette;
    }

    /** As many lines as rows. */
    List<AttributedString> lines(PaneSnapshot snapshot, int columns, int rows) {
        if (rows == 0 || columns < 1) {
            return List.of();
        }
        BasicTextImage image = new BasicTextImage(new TerminalSize(columns, rows));
        new Drawing(image.newTextGraphics(), snapshot, columns).draw(rows);
        return Cells.lines(image, palette.depth());
    }

    private final class Drawing {
        private final TextGraphics graphics;
        private final PaneSnapshot snapshot;
        private final int columns;

        Drawing(TextGraphics graphics, PaneSnapshot snapshot, int columns) {
            this.graphics = graphics;
            this.snapshot = snapshot;
            this.columns = columns;
        }

        void draw(int rows) {
            if (rows == 1) {
                single(row(0));
            } else if (rows < 5) {
                pair();
            } else {
                full(columns >= WIDE);
            }
        }

        private PaneRow row(int row) {
            return new PaneRow(graphics, palette, row);
        }

        private void single(PaneRow row) {
            if (snapshot.run().isEmpty()) {
                row.left(0, 0, Text.empty().quiet(idle()));
                return;
            }
            Run run = snapshot.run().get();
            row.left(0, 0, title(run).quiet(" " + run.state().mark()));
            stepField(row, 1, run);
            row.right(2, LOSS, loss(run.losses().train()));
            row.right(
                    2,
                    0,
                    Text.empty().quiet("validation ").and(loss(run.losses().validation())));
        }

        private void pair() {
            if (snapshot.run().isEmpty()) {
                heading(row(0), Text.empty().quiet(idle()));
                residents(row(1));
                return;
            }
            Run run = snapshot.run().get();
            PaneRow first = row(0);
            first.left(0, 0, Text.empty().quiet("━━ "));
            boolean room = Columns.of(state(run).words() + steps(run)) + 6 <= columns;
            first.left(
                    0, 0, room ? state(run) : title(run).plain(" " + run.state().mark()));
            stepField(first, 2, run);
            first.right(2, 0, toGo(run.pace()));
            first.left(0, 1, Text.empty());
            first.fill('━', Tone.QUIET);
            PaneRow second = row(1);
            losses(second, run);
            second.right(
                    3,
                    0,
                    Text.empty().quiet("rate ").plain(Figures.rate(run.pace().rate())));
        }

        private void stepField(PaneRow row, int gap, Run run) {
            if (!row.right(gap, 0, Text.of(steps(run)))) {
                row.right(gap, 0, Text.of(Figures.count(run.step())));
            }
        }

        private void full(boolean wide) {
            int top = wide ? 1 : 0; // a wide pane leaves a free row above itself
            heading(
                    row(top),
                    snapshot.run()
                            .map(PanePicture::state)
                            .orElseGet(() -> Text.empty().quiet(idle())));
            if (snapshot.run().isEmpty()) {
                row(top + 1).left(1, 0, Text.empty().quiet(advice()));
            } else if (wide) {
                wide(snapshot.run().get());
            } else {
                narrow(snapshot.run().get());
            }
            residents(row(4));
        }

        private void wide(Run run) {
            PaneRow first = row(2);
            progress(
                    first,
                    run,
                    Math.min(25, Math.max(8, columns - 92 - steps(run).length() + 13)));
            first.right(4, 15, speed(run.pace()));
            first.right(4, 10, toGo(run.pace()));
            first.left(4, 0, nextValidation(run.pace()));
            PaneRow second = row(3);
            second.left(1, 0, Text.empty().quiet("train "));
            second.right(0, LOSS, loss(run.losses().train()));
            int step = Figures.count(run.total()).length();
            int curve = Math.min(30, columns - 98 - step);
            second.left(2, curve, Text.empty().accent(Braille.curve(run.history(), curve)));
            validation(second, run, 3);
            second.left(3, 0, floor(run.losses(), true));
            second.left(
                    4,
                    11,
                    Text.empty().quiet("rate ").plain(Figures.rate(run.pace().rate())));
            second.left(3, 0, gradient(run.pace()));
        }

        private void narrow(Run run) {
            PaneRow first = row(1);
            progress(
                    first,
                    run,
                    Math.min(25, Math.max(5, columns - 32 - steps(run).length())));
            first.right(2, 13, toGo(run.pace()));
            losses(row(2), run);
            PaneRow third = row(3);
            third.left(
                    1,
                    0,
                    Text.empty().quiet("rate ").plain(Figures.rate(run.pace().rate())));
            third.left(3, 14, gradient(run.pace()));
            third.right(2, 16, speed(run.pace()));
            third.left(3, 0, nextValidation(run.pace()));
        }

        private void losses(PaneRow row, Run run) {
            row.left(1, 0, Text.empty().quiet("train "));
            row.right(0, LOSS, loss(run.losses().train()));
            validation(row, run, 3);
            if (run.losses().floor().isPresent() || !run.losses().beside().isEmpty()) {
                row.left(2, 0, floor(run.losses(), false));
            }
            int curve = Math.min(20, row.left() - 3);
            if (curve >= 6) {
                row.left(2, curve, Text.empty().accent(Braille.curve(run.history(), curve)));
            }
        }

        private void validation(PaneRow row, Run run, int gap) {
            Losses losses = run.losses();
            row.left(gap, 0, Text.empty().quiet("validation ").and(padded(loss(losses.validation()))));
            int step = Figures.count(run.total()).length() + 1;
            String at = losses.best().isPresent() ? "@" + Figures.count(losses.bestStep()) : "";
            row.left(
                    0,
                    8 + LOSS + 1 + step,
                    Text.empty()
                            .quiet(" · best ")
                            .and(padded(loss(losses.best())))
                            .quiet(" " + at));
        }

        private void progress(PaneRow row, Run run, int bar) {
            row.left(1, 0, Text.empty().quiet("step "));
            row.right(0, 0, Text.of(steps(run)));
            double done = run.total() == 0 ? 0 : Math.min(1, run.step() / (double) run.total());
            int full = (int) Math.floor(done * bar);
            row.left(2, bar, Text.empty().accent("▓".repeat(full)).quiet("░".repeat(bar - full)));
            row.right(1, 5, Text.of(String.format(Locale.ROOT, "%.0f %%", Math.floor(done * 100))));
        }

        private void residents(PaneRow row) {
            String memory = columns >= WIDE ? "memory " : "";
            snapshot.memoryFree()
                    .ifPresent(free -> row.atEnd(Text.empty()
                            .quiet(memory)
                            .plain(Figures.bytes(free))
                            .quiet(" free")));
            row.left(1, 0, Text.empty().quiet(snapshot.device()));
            boolean first = true;
            for (Resident resident : snapshot.residents()) {
                if (!row.left(3, 0, parts(resident, first)) && !row.left(3, 0, sum(resident, first))) {
                    row.left(1, 0, Text.empty().quiet("…"));
                    return;
                }
                first = false;
            }
        }

        private void heading(PaneRow row, Text title) {
            row.left(0, 0, Text.empty().quiet("━━ "));
            row.left(0, 0, title);
            row.left(0, 1, Text.empty());
            row.fill('━', Tone.QUIET);
        }

        private String idle() {
            return snapshot.residents().isEmpty() ? "no model in memory" : "nothing rehearses";
        }

        private String advice() {
            return snapshot.residents().isEmpty()
                    ? "`new` builds a model, `load` fetches one, `tour` shows everything"
                    : "`train` rehearses, `sample` speaks, `help` lists the rest";
        }
    }

    private static Text title(Run run) {
        return Text.empty().accent(run.model());
    }

    private static Text state(Run run) {
        Tone tone = run.state() == State.FAILED ? Tone.TROUBLE : Tone.PLAIN;
        return title(run).and(" " + run.state().mark() + " " + run.state().phrase(run.corpus()), tone);
    }

    /** {@code romeo 3.2 MB + 6.4 optimizer}; only the first on a row names the unit. */
    private static Text parts(Resident resident, boolean unit) {
        Text bytes = name(resident).plain(" " + megabytes(resident.bytes())).quiet(unit ? " MB" : "");
        return resident.optimizerBytes() == 0
                ? bytes
                : bytes.plain(" + " + megabytes(resident.optimizerBytes())).quiet(" optimizer");
    }

    private static Text sum(Resident resident, boolean unit) {
        return name(resident)
                .plain(" " + megabytes(resident.bytes() + resident.optimizerBytes()))
                .quiet(unit ? " MB" : "");
    }

    private static Text name(Resident resident) {
        return Text.empty().and(resident.name(), resident.current() ? Tone.ACCENT : Tone.PLAIN);
    }

    /** {@code 1,220 / 2,500}, always of one length for one total. */
    private static String steps(Run run) {
        String total = Figures.count(run.total());
        String step = Figures.count(run.step());
        return " ".repeat(Math.max(0, total.length() - step.length())) + step + " / " + total;
    }

    private static Text loss(OptionalDouble loss) {
        return loss.isPresent()
                ? Text.of(Figures.loss(loss.getAsDouble()))
                : Text.empty().quiet("–");
    }

    private static Text padded(Text text) {
        return text.plain(" ".repeat(Math.max(0, LOSS - Columns.of(text.words()))));
    }

    /** Where no floor is known, what is forgotten elsewhere has its place. */
    private static Text floor(Losses losses, boolean wide) {
        if (losses.floor().isEmpty() && !losses.beside().isEmpty()) {
            return Text.empty().quiet(losses.beside());
        }
        return Text.empty().quiet(wide ? "floor  " : "floor ").and(padded(loss(losses.floor())));
    }

    private static Text gradient(Pace pace) {
        return pace.gradientNorm().isPresent()
                ? Text.empty()
                        .quiet("gradient ")
                        .plain(String.format(
                                Locale.ROOT, "%.2f", pace.gradientNorm().getAsDouble()))
                : Text.empty().quiet("gradient –");
    }

    private static Text speed(Pace pace) {
        String number = pace.tokensPerSecond().isPresent()
                ? Figures.count(Math.round(pace.tokensPerSecond().getAsDouble()))
                : "–";
        return Text.of(number).quiet(" tokens/s");
    }

    private static Text toGo(Pace pace) {
        return pace.secondsLeft().isPresent()
                ? Text.of(Figures.time(
                                Duration.ofMillis((long) (pace.secondsLeft().getAsDouble() * 1000))))
                        .quiet(" to go")
                : Text.empty();
    }

    private static Text nextValidation(Pace pace) {
        return pace.stepsToValidation().isPresent()
                ? Text.empty()
                        .quiet("next validation in ")
                        .plain(Figures.count(pace.stepsToValidation().getAsLong()))
                        .quiet(" steps")
                : Text.empty();
    }

    private static String megabytes(long bytes) {
        double value = bytes / 1e6;
        return String.format(Locale.ROOT, value < 99.95 ? "%.1f" : "%,.0f", value);
    }
}
