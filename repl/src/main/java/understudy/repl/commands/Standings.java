package understudy.repl.commands;

import java.util.OptionalDouble;
import java.util.stream.IntStream;
import understudy.corpora.Corpus;
import understudy.corpora.CorpusException;
import understudy.corpora.Split;
import understudy.corpora.Tokenizer;
import understudy.corpora.Windows;
import understudy.models.Knob;
import understudy.repl.Session;
import understudy.repl.rehearsal.Speaker;
import understudy.repl.speech.Measure;
import understudy.repl.speech.Passages;
import understudy.repl.speech.Translation;
import understudy.repl.speech.Verdict;

/**
 * The validation loss by which models are compared: over the fixed subset of windows that a run evaluates on, as recorded with these parameters, or measured now.
 *
 * @param loss nats per token; empty if it was not recorded and the corpus is gone
 * @param bitsPerByte the same in bits per byte of UTF-8
 * @param floor of the corpus, where it is known
 */
record Standings(OptionalDouble loss, OptionalDouble bitsPerByte, OptionalDouble floor) {
    static Standings of(Session session, Speaker speaker) {
        OptionalDouble recorded = speaker.standing().losses().validation();
        if (!session.company().corpora().names().contains(speaker.corpus())) {
            return new Standings(recorded, bits(recorded, oneByteEach(speaker.tokenizer())), OptionalDouble.empty());
        }
        try (Corpus corpus = session.company().corpora().whole(speaker.corpus())) {
            Windows windows = Translation.windows(
                    corpus,
                    Split.VALIDATION,
                    speaker.tokenizer(),
                    speaker.model().architecture().context(),
                    speaker.wording(corpus.card(), TemplateNames.book(session)));
            Passages part = Passages.some(
                    windows,
                    speaker.model().architecture(),
                    speaker.standing().recipe().count(Knob.EVAL_WINDOWS));
            OptionalDouble floor = corpus.card().floorFor(speaker.tokenizer().name());
            if (recorded.isPresent()) {
                double bytes = Measure.bytesPerToken(part, speaker.tokenizer());
                return new Standings(recorded, bits(recorded, OptionalDouble.of(bytes)), floor);
            }
            Verdict verdict = new Measure(speaker.model(), speaker.tokenizer())
                    .of(part, share -> session.halt().check());
            return new Standings(OptionalDouble.of(verdict.loss()), OptionalDouble.of(verdict.bitsPerByte()), floor);
        } catch (CorpusException foreign) { // another text has taken the name
            return new Standings(recorded, bits(recorded, oneByteEach(speaker.tokenizer())), OptionalDouble.empty());
        }
    }

    private static OptionalDouble bits(OptionalDouble nats, OptionalDouble bytesPerToken) {
        return nats.isPresent() && bytesPerToken.isPresent()
                ? OptionalDouble.of(nats.getAsDouble() / Math.log(2) / bytesPerToken.getAsDouble())
                : OptionalDouble.empty();
    }

    /** Where every token is one byte no text is needed to know the mean. */
    private static OptionalDouble oneByteEach(Tokenizer tokenizer) {
        boolean all = IntStream.range(0, tokenizer.vocabulary()).allMatch(id -> tokenizer.bytes(id) == 1);
        return all ? OptionalDouble.of(1) : OptionalDouble.empty();
    }
}
