/**
 * Answers judged: which of several models answers questions best.
 *
 * <p>{@link understudy.repl.judging.Questions} come from a file, or from a {@link understudy.repl.judging.Quiz} about the bundled corpus; every candidate answers each, and a {@link understudy.repl.judging.Judge} gives scores from 0 to 100:
 * {@link understudy.repl.judging.Exact} compares with the answer that is known, {@link understudy.repl.judging.Scorer} asks an {@link understudy.repl.judging.Adviser}, a model in
 * memory or one behind an address. All candidates' answers to one question go to the adviser in one prompt, in shuffled order under letters, because scores given one at a time do not
 * compare. A {@link understudy.repl.judging.Ledger} keeps each question as soon as it is judged, so that a judgement that was cut off goes on where it stopped;
 * {@link understudy.repl.judging.Tally} sums up, with the interval in which the mean is to be expected.
 *
 * <p>Sees neither terminals nor commands. Seeds, the wish to stop and waiting are arguments.
 */
package understudy.repl.judging;
