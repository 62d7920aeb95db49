package understudy.repl.commands;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import understudy.checkpoints.Gguf;
import understudy.repl.Figures;
import understudy.repl.Mistake;
import understudy.repl.References;
import understudy.repl.Session;
import understudy.repl.rehearsal.Departure;
import understudy.repl.rehearsal.Speaker;
import understudy.repl.terminal.Text;

@Command(
        name = "export",
        description = {
            "write a model, or one of its checkpoints, for other programs",
            "hf: a folder for Transformers and what reads its layout. gguf: one file for llama.cpp and what is built on it. torchscript: network and weights in one file, which torch.jit.load runs: forward(ids) gives logits. safetensors: the weights alone, under our names."
        })
final class ExportModel implements ShellCommand {
    private final Session session;

    @Parameters(
            arity = "1..2",
            paramLabel = "[MODEL[@C]] PATH",
            description = "which model, if not the current one; a new or empty folder, or a new file",
            completionCandidates = References.class)
    private List<String> words;

    @Option(names = "--as", paramLabel = "FORM", description = "${COMPLETION-CANDIDATES}", defaultValue = "hf")
    private Form form;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "of the numbers in a gguf: ${COMPLETION-CANDIDATES}",
            defaultValue = "F32")
    private Gguf.Type type;

    enum Form {
        HF,
        GGUF,
        TORCHSCRIPT,
        SAFETENSORS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    ExportModel(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "export romeo ~/romeo-hf",
                "export romeo ~/romeo.pt --as torchscript",
                "export romeo@0 ~/romeo.safetensors --as safetensors");
    }

    @Override
    public Reply call() {
        Subject subject =
                words.size() == 2 ? Subject.alone(session, words.subList(0, 1)) : Subject.alone(session, List.of());
        Path path = new FilePath().convert(words.get(words.size() - 1));
        try (Speaker speaker = session.company().speaker(subject.reference())) {
            Departure departure = new Departure(
                    speaker.label(),
                    speaker.model(),
                    speaker.tokenizer(),
                    speaker.chatTemplate(TemplateNames.book(session)));
            session.console().progress("writing " + path);
            long bytes = write(departure, path);
            session.console()
                    .println(Text.empty()
                            .strong(speaker.label())
                            .plain(" is written to " + path + ": " + Figures.bytes(bytes)
                                    + (form == Form.HF
                                            ? ", " + departure.dialect().architecture()
                                            : "")));
            return Reply.ok()
                    .with("name", speaker.name())
                    .with("step", speaker.step())
                    .with("path", path)
                    .with("form", form)
                    .with("architecture", form == Form.HF ? departure.dialect().architecture() : null)
                    .with("bytes", bytes);
        }
    }

    private long write(Departure departure, Path path) {
        if (form == Form.HF) {
            return departure.folder(path);
        }
        if (Files.exists(path)) {
            throw new Mistake(
                    "export: expected a new file; " + path + " is there already. Name another, or delete it.");
        }
        switch (form) {
            case GGUF -> departure.gguf(path, type);
            case TORCHSCRIPT -> departure.torchscript(path);
            default -> departure.safetensors(path);
        }
        return path.toFile().length();
    }
}
