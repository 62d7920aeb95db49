package understudy.corpora;

import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import understudy.corpora.playhouse.Document;
import understudy.corpora.playhouse.Letter;
import understudy.corpora.playhouse.Part;
import understudy.corpora.playhouse.Playhouse;
import understudy.corpora.playhouse.PlayhouseOptions;
import understudy.corpora.playhouse.Question;

/**
 * What of the bundled corpus is more than text: instructions alone are conversations too, and letters alone are labelled texts.
 *
 * <p>To learn from are what stands in the training part of the text. Instructions are measured by questions that the text never asks: to
 * validate with, those about people and facts that are asked about in no words, to test with, those in words that are not used about people
 * and facts that are asked about. Each conversation says which it is ({@code standing}). Letters are shared out as their text is.
 */
final class Lessons {
    private static final String STANDING = "standing";

    private final Playhouse playhouse;
    private final Set<Part> parts;

    Lessons(Playhouse playhouse, PlayhouseOptions options) {
        this.playhouse = playhouse;
        this.parts = options.parts();
    }

    /** Hands in the entries, if there are any; the text is handed in already. */
    void hand(Manuscript manuscript, Shares shares) throws IOException {
        if (parts.equals(Set.of(Part.INSTRUCTIONS))) {
            instructions(manuscript, shares);
        } else if (parts.equals(Set.of(Part.LETTERS))) {
            letters(manuscript, shares);
        }
    }

    private void instructions(Manuscript manuscript, Shares shares) throws IOException {
        long end = shares.trainEnd(manuscript.text().characters());
        for (Iterator<Document> all = playhouse.documents().iterator(); all.hasNext(); ) {
            Document next = all.next();
            if (next.start() + next.text().length() <= end) {
                Dialogue.Line[] lines = Marks.PLAYHOUSE.lines(next.text()).toArray(Dialogue.Line[]::new);
                manuscript.add(dialogue(lines[0].text(), lines[1].text(), Question.Standing.ASKED), Split.TRAIN);
            }
        }
        for (Question question : playhouse.questions()) {
            if (question.standing() != Question.Standing.ASKED) {
                manuscript.add(
                        dialogue(question.question(), question.answer(), question.standing()),
                        question.standing() == Question.Standing.HELD_OUT ? Split.VALIDATION : Split.TEST);
            }
        }
    }

    private static Dialogue dialogue(String question, String answer, Question.Standing standing) {
        return Dialogue.of(question, answer, Map.of(STANDING, standing.name().toLowerCase(Locale.ROOT)));
    }

    private void letters(Manuscript manuscript, Shares shares) throws IOException {
        long characters = manuscript.text().characters();
        for (Iterator<Document> all = playhouse.documents().iterator(); all.hasNext(); ) {
            Document next = all.next();
            Letter letter = Letter.of(next);
            long last = next.start() + next.text().length();
            boolean learned = last <= shares.trainEnd(characters);
            boolean later = next.start() >= shares.trainEnd(characters);
            if (learned || later) {
                manuscript.add(new Labelled(letter.text(), letter.label()), learned ? Split.TRAIN : Split.VALIDATION);
            }
        }
    }
}
