package understudy.repl.judging;

import java.util.List;
import understudy.repl.Mistake;

/** An answer is right if it is the one that is known, white space and case aside. */
public record Exact() implements Judge {
    @Override
    public boolean exact() {
        return true;
    }

    @Override
    public String name() {
        return "answers";
    }

    @Override
    public List<Double> scores(Question question, List<String> answers) {
        String right = question.answer()
                .map(Questions::plainly)
                .orElseThrow(() -> new Mistake("--with answers: expected an answer to each question; found none to \""
                        + question.text() + "\". `--with MODEL` has a model judge."));
        return answers.stream()
                .map(answer -> Questions.plainly(answer).equals(right) ? 100.0 : 0.0)
                .toList();
    }
}
