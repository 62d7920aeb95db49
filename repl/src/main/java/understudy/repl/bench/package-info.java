/**
 * What this machine can do: the time of a whole training step, and the speed of speaking, at a recipe's sizes, on random tokens of 65 symbols, so that nothing has to be there
 * before. {@link understudy.repl.bench.TrainingPace} and {@link understudy.repl.bench.SpeakingPace} measure; commands print.
 *
 * <p>May use corpora, models, speech and what a rehearsal reads; sees neither terminals nor commands.
 */
package understudy.repl.bench;
