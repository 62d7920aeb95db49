package understudy.repl.commands;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import understudy.corpora.playhouse.Playhouse;
import understudy.corpora.playhouse.PlayhouseOptions;
import understudy.corpora.playhouse.Question;
import understudy.models.Sampling;
import understudy.prompts.Conversation;
import understudy.prompts.PromptBook;
import understudy.prompts.Template;
import understudy.repl.Session;
import understudy.repl.rehearsal.Speaker;
import understudy.repl.speech.Cue;
import understudy.repl.speech.Performance;
import understudy.repl.terminal.Columns;
import understudy.repl.terminal.Text;

/** Three questions about the town, with the answers that are right: one for each way in which the text may have told. */
final class TourQuiz {
    private static final int TOKENS = 60;
    /** Columns of what stands beside an answer. */
    private static final int BESIDE = 48;

    private final Session session;
    private final TourGuide guide;

    TourQuiz(Session session, TourGuide guide) {
        this.session = session;
        this.guide = guide;
    }

    /** Asks, shows, and returns the answers as JSON has them. */
    List<Map<String, Object>> ask(String model) {
        Template template = new PromptBook(session.home().prompts()).open("playhouse");
        List<Map<String, Object>> answers = new ArrayList<>();
        try (Speaker speaker = session.company().speaker(model)) {
            Performance performance = new Performance(
                    speaker.model(), speaker.tokenizer(), () -> session.halt().asked(), System::nanoTime);
            for (Question question : questions()) {
                session.halt().check();
                String prompt = template.prompt(Conversation.asking(question.question()));
                Cue cue = new Cue(prompt, TOKENS, 1, template.stops(), new Sampling(0, 0, 1, 0, 1), 1);
                String said = template.answer(
                        performance.of(cue, piece -> {}).speeches().get(0).text());
                answers.add(show(question, said));
            }
        }
        return answers;
    }

    private Map<String, Object> show(Question question, String said) {
        boolean right = said.equals(question.answer());
        guide.show(Text.empty().quiet("you    ").plain(question.question()).quiet(" · " + how(question.standing())));
        guide.show(Text.empty()
                .quiet("model  ")
                .strong(Columns.cut(said, guide.room(BESIDE)))
                .quiet(right ? " · right" : " · the town says: " + question.answer()));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("question", question.question());
        fields.put("answer", said);
        fields.put("expected", question.answer());
        fields.put("right", right);
        return fields;
    }

    private static String how(Question.Standing standing) {
        return switch (standing) {
            case ASKED -> "asked in the text";
            case REWORDED -> "asked in the text, in other words";
            case HELD_OUT -> "never asked, only told in passing";
        };
    }

    private static List<Question> questions() {
        List<Question> all = Playhouse.of(PlayhouseOptions.defaults()).questions();
        List<Question> three = new ArrayList<>();
        for (Question.Standing standing : Question.Standing.values()) {
            all.stream()
                    .filter(question -> question.standing() == standing)
                    .skip(7L * three.size())
                    .findFirst()
                    .ifPresent(three::add);
        }
        return three;
    }
}
