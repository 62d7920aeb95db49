package understudy.repl.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import understudy.checkpoints.Checkpoint;
import understudy.repl.Figures;
import understudy.repl.Mistake;
import understudy.repl.Session;
import understudy.repl.pictures.Curves;
import understudy.repl.pictures.Picture;
import understudy.repl.pictures.Theme;
import understudy.repl.rehearsal.Chronicle;
import understudy.repl.rehearsal.Chronicler;

@Command(name = "plot", description = "the curves of one or several models as a picture, PNG or SVG")
final class Plot implements ShellCommand {
    private final Session session;

    @Parameters(
            arity = "0..*",
            paramLabel = "MODEL",
            description = "models; the current one if none is given",
            completionCandidates = ModelNames.class)
    private List<String> models;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "a .png or .svg file to write",
            converter = FilePath.class)
    private Path out;

    @Option(
            names = "--theme",
            paramLabel = "WORD",
            description = "for which paper: light or dark",
            defaultValue = "light")
    private Theme theme;

    @Option(names = "--log", description = "losses on a logarithmic axis")
    private boolean log;

    Plot(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("plot romeo --out ~/romeo.svg", "plot romeo --out ~/romeo.png --theme dark --log");
    }

    @Override
    public Reply call() {
        String format = format(out);
        OutFile file = OutFile.at(out);
        session.company().settle();
        List<Curves.Run> runs = new ArrayList<>();
        List<OptionalDouble> floors = new ArrayList<>();
        for (String word : models == null || models.isEmpty() ? List.of("") : models) {
            String name = Subject.alone(session, word.isEmpty() ? List.of() : List.of(word))
                    .existing(session);
            Chronicle chronicle = Chronicler.of(session.company().store(), name);
            if (chronicle.evaluations().isEmpty()) {
                throw new Mistake("There is nothing to draw of " + name + ": expected evaluations; found none. `train "
                        + name + "` makes some.");
            }
            if (runs.stream().noneMatch(run -> run.name().equals(name))) {
                runs.add(new Curves.Run(name, chronicle));
                floors.add(floor(name));
            }
        }
        OptionalDouble floor = floors.stream().distinct().count() == 1 ? floors.get(0) : OptionalDouble.empty();
        String title = String.join(", ", runs.stream().map(Curves.Run::name).toList());
        byte[] picture = new Picture(theme).of(new Curves(title, runs, floor, log), format);
        file.write(picture);
        session.console().println(out + " shows " + title + ", " + Figures.bytes(picture.length) + ".");
        return Reply.ok()
                .with("out", out)
                .with("models", runs.stream().map(Curves.Run::name).toList())
                .with("bytes", picture.length);
    }

    /** What a file's name ends in, which says what it is to be. */
    static String format(Path out) {
        String name = String.valueOf(out.getFileName()).toLowerCase(Locale.ROOT);
        String format = name.substring(name.lastIndexOf('.') + 1);
        if (!Picture.FORMATS.contains(format)) {
            throw new Mistake("--out: expected a file that ends in .png or .svg; found \"" + out + "\".");
        }
        return format;
    }

    private OptionalDouble floor(String name) {
        Optional<Checkpoint> latest = session.company().store().latest(name);
        return latest.map(one -> session.company().floor(one.card().source())).orElse(OptionalDouble.empty());
    }
}
