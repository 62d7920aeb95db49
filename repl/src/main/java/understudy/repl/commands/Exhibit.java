package understudy.repl.commands;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import understudy.repl.Figures;
import understudy.repl.Session;
import understudy.repl.rehearsal.Speaker;
import understudy.repl.speech.Cue;
import understudy.repl.speech.Performance;
import understudy.repl.speech.Recital;
import understudy.repl.speech.Speech;
import understudy.repl.terminal.SideBySide;

/**
 * One of several models or checkpoints that are shown side by side.
 *
 * @param reference what a person types for it
 * @param standings its losses
 * @param recital what it said
 * @param nats its loss in words
 * @param training whether a run was training it meanwhile
 */
record Exhibit(String reference, long step, Standings standings, Recital recital, String nats, boolean training) {
    /** Lets a model speak, and measures it if no run has. */
    static Exhibit of(Session session, String reference, Cue cue) {
        try (Speaker speaker = session.company().speaker(reference)) {
            Standings standings = Standings.of(session, speaker);
            Performance performance = new Performance(
                    speaker.model(), speaker.tokenizer(), () -> session.halt().asked(), System::nanoTime);
            Recital recital = performance.of(cue, piece -> {});
            String nats = Wordings.nats(standings.loss(), speaker.tokenizer());
            return new Exhibit(reference, speaker.step(), standings, recital, nats, speaker.training());
        }
    }

    private Speech speech() {
        return recital.speeches().get(0);
    }

    SideBySide.Column column(Cue cue) {
        List<String> about = new ArrayList<>();
        if (!reference.endsWith("@" + step)) {
            about.add("step " + Figures.count(step) + (training ? ", still training" : ""));
        }
        about.add(nats);
        about.add(Wordings.bits(standings.bitsPerByte()));
        return new SideBySide.Column(reference, about, cue.tokens() == 0 ? "" : cue.prompt() + speech().text());
    }

    /** A column as JSON has it. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", reference);
        fields.put("step", step);
        fields.put("validation_loss", standings.loss());
        fields.put("bits_per_byte", standings.bitsPerByte());
        fields.putAll(Wordings.fields(speech()));
        return fields;
    }
}
