package understudy.repl.commands;

import picocli.CommandLine.Option;
import understudy.prompts.Template;
import understudy.repl.Session;
import understudy.repl.rehearsal.Speaker;

/** Which prompt template writes what a model is asked: the one named, else the model's usual one. */
final class TemplateOption {
    @Option(
            names = "--template",
            paramLabel = "T",
            description = "how questions and answers are written",
            completionCandidates = TemplateNames.class)
    private String name;

    /** @throws understudy.prompts.TemplateException if there is none of that name, or its file cannot be used */
    Template of(Session session, Speaker speaker) {
        return TemplateNames.book(session).open(name == null ? TemplateNames.usual(session, speaker) : name);
    }
}
