package understudy.repl.commands;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import understudy.corpora.Tokenizer;
import understudy.repl.Session;
import understudy.repl.rehearsal.Speaker;
import understudy.repl.speech.Cue;
import understudy.repl.speech.Microscope;
import understudy.repl.views.MicroscopePicture;

/** How the first token behind a prompt would be drawn. */
final class Explanation {
    private static final int LISTED = 12;

    private Explanation() {}

    static Reply of(Session session, Speaker speaker, Cue cue) {
        Tokenizer tokenizer = speaker.tokenizer();
        int[] ids = cue.prompt().isEmpty() ? new int[] {tokenizer.start()} : tokenizer.encode(cue.prompt());
        Microscope microscope = Microscope.of(speaker.model(), ids, cue.sampling());
        new MicroscopePicture(microscope, id -> shown(tokenizer.piece(id)))
                .lines(LISTED)
                .forEach(session.console()::println);
        return Reply.ok()
                .with("step", speaker.step())
                .with(
                        "stages",
                        microscope.stages().stream()
                                .map(stage -> fields(stage, microscope, tokenizer))
                                .toList());
    }

    private static Map<String, Object> fields(Microscope.Stage stage, Microscope microscope, Tokenizer tokenizer) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", stage.name());
        fields.put("entropy", stage.entropy());
        fields.put("kept", stage.kept());
        fields.put("removed", stage.removed().length);
        fields.put("removed_probability", stage.mass());
        List<Map<String, Object>> tokens = new ArrayList<>();
        for (int i = 0; i < Math.min(LISTED, microscope.order().length); i++) {
            int id = microscope.order()[i];
            Map<String, Object> token = new LinkedHashMap<>();
            token.put("id", id);
            token.put("piece", tokenizer.piece(id));
            token.put("probability", stage.probabilities()[id]);
            tokens.add(token);
        }
        fields.put("tokens", tokens);
        return fields;
    }

    /** So that a blank can be seen. */
    private static String shown(String piece) {
        return piece.isBlank() || !piece.equals(piece.strip()) ? "\"" + piece.replace("\n", "\\n") + "\"" : piece;
    }
}
