package understudy.repl.judging;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import understudy.corpora.playhouse.Part;
import understudy.corpora.playhouse.Playhouse;
import understudy.corpora.playhouse.PlayhouseOptions;
import understudy.corpora.playhouse.Question.Standing;

/** The Playhouse's own questions, by how they stand to its text. */
public enum Quiz {
    HELD_OUT(Standing.HELD_OUT),
    REWORDED(Standing.REWORDED),
    ASKED(Standing.ASKED);

    private final Standing standing;

    Quiz(Standing standing) {
        this.standing = standing;
    }

    /**
     * Questions about a town, always the same ones in the same order.
     *
     * @param facts what the town was generated from, as its corpus' card has it: seed and size
     * @param most so many at most
     */
    public List<Question> questions(Map<String, String> facts, int most) {
        PlayhouseOptions options =
                new PlayhouseOptions(Long.parseLong(facts.get("seed")), Long.parseLong(facts.get("size")), Part.all());
        List<understudy.corpora.playhouse.Question> all = new ArrayList<>(Playhouse.of(options).questions().stream()
                .filter(question -> question.standing() == standing)
                .toList());
        Collections.shuffle(all, new Random(0));
        return all.stream()
                .limit(most)
                .map(one -> new Question(one.question(), Optional.of(one.answer())))
                .toList();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
