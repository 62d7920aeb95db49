package understudy.repl.commands;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import understudy.prompts.Conversation;
import understudy.prompts.Template;
import understudy.repl.Figures;
import understudy.repl.Mistake;
import understudy.repl.Session;
import understudy.repl.rehearsal.Speaker;
import understudy.repl.speech.Cue;
import understudy.repl.speech.Performance;
import understudy.repl.speech.Recital;
import understudy.repl.speech.Speech;
import understudy.repl.terminal.SideBySide;

/**
 * One of several texts that are shown side by side: of a model or checkpoint, perhaps under a template.
 *
 * @param said what it read and what it answered
 * @param standings its losses
 * @param nats its loss in words
 */
record Exhibit(Who who, Said said, Standings standings, String nats) {
    /**
     * @param reference what a person types for it
     * @param training whether a run was training it meanwhile
     */
    record Who(String reference, long step, boolean training) {}

    /**
     * @param template by which a question was put, if one was
     * @param recital empty if it could not even read the prompt
     * @param trouble why
     */
    record Said(Optional<Template> template, Cue cue, Optional<Recital> recital, String trouble) {
        boolean interrupted() {
            return recital.map(Recital::interrupted).orElse(false);
        }
    }

    /** Lets a model go on with a prompt, and measures it if no run has. */
    static Exhibit of(Session session, String reference, Cue cue) {
        try (Speaker speaker = session.company().speaker(reference)) {
            Said said = new Said(Optional.empty(), cue, Optional.of(perform(session, speaker, cue)), "");
            return exhibit(reference, speaker, said, Standings.of(session, speaker));
        }
    }

    /**
     * Puts a question to a model, once under each template. A template that its vocabulary cannot spell is told of in its column, since the others may well do.
     *
     * @param names of templates; none for the model's usual one
     * @param options how answers are chosen, beside the stop texts of each template
     */
    static List<Exhibit> asked(
            Session session,
            String reference,
            String question,
            List<String> names,
            SamplingOptions options,
            long seed) {
        List<Exhibit> all = new ArrayList<>();
        try (Speaker speaker = session.company().speaker(reference)) {
            Standings standings = Standings.of(session, speaker);
            for (String name : names.isEmpty() ? List.of(TemplateNames.usual(session, speaker)) : names) {
                if (!session.halt().asked()) {
                    session.console().progress(reference + " answers · template " + name);
                    Template template = TemplateNames.book(session).open(name);
                    Cue cue = options.cue(template.prompt(Conversation.asking(question)), 1, seed, template.stops());
                    all.add(exhibit(reference, speaker, attempt(session, speaker, template, cue), standings));
                }
            }
        }
        return all;
    }

    private static Said attempt(Session session, Speaker speaker, Template template, Cue cue) {
        try {
            return new Said(Optional.of(template), cue, Optional.of(perform(session, speaker, cue)), "");
        } catch (RuntimeException fault) {
            if (!Mistake.speaks(fault)) {
                throw fault;
            }
            return new Said(Optional.of(template), cue, Optional.empty(), fault.getMessage());
        }
    }

    private static Recital perform(Session session, Speaker speaker, Cue cue) {
        StringBuilder said = new StringBuilder();
        return new Performance(
                        speaker.model(),
                        speaker.tokenizer(),
                        () -> session.halt().asked(),
                        System::nanoTime)
                .of(cue, piece -> {
                    said.append(piece);
                    session.console()
                            .progress(speaker.label() + " speaks: " + Figures.count(said.length()) + " characters");
                });
    }

    private static Exhibit exhibit(String reference, Speaker speaker, Said said, Standings standings) {
        Who who = new Who(reference, speaker.step(), speaker.training());
        return new Exhibit(who, said, standings, Wordings.nats(standings.loss(), speaker.tokenizer()));
    }

    private Optional<Speech> speech() {
        return said.recital().map(recital -> recital.speeches().get(0));
    }

    private String answer(Template template) {
        return speech().map(speech -> template.answer(speech.text())).orElse(said.trouble());
    }

    SideBySide.Column column() {
        List<String> about = new ArrayList<>();
        said.template().ifPresent(template -> about.add("template " + template.name()));
        if (!who.reference().endsWith("@" + who.step())) {
            about.add("step " + Figures.count(who.step()) + (who.training() ? ", still training" : ""));
        }
        about.add(nats);
        about.add(Wordings.bits(standings.bitsPerByte()));
        return new SideBySide.Column(
                who.reference(), about, said.template().map(this::answer).orElseGet(this::continued));
    }

    private String continued() {
        Cue cue = said.cue();
        return cue.tokens() == 0
                ? ""
                : cue.prompt() + speech().map(Speech::text).orElse("");
    }

    /** A column as JSON has it. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", who.reference());
        fields.put("step", who.step());
        fields.put("validation_loss", standings.loss());
        fields.put("bits_per_byte", standings.bitsPerByte());
        speech().ifPresent(speech -> fields.putAll(Wordings.fields(speech)));
        said.template().ifPresent(template -> {
            fields.put("template", template.name());
            fields.put("prompt", said.cue().prompt());
            fields.put(said.trouble().isEmpty() ? "answer" : "trouble", answer(template));
        });
        return fields;
    }
}
