/**
 * Text spoken by a model.
 *
 * <p>The models' room speaks token ids in native calls that cannot be interrupted; a person wants text as it comes, an end at a stop text, and Ctrl-C obeyed at once. A
 * {@link understudy.repl.speech.Performance} stands between: it cuts the work into short bursts, turns tokens to text, hands pieces to a listener, and tells
 * how it went in a {@link understudy.repl.speech.Recital}. What is measured of a text is here as well: its loss and the probability of each of its tokens
 * ({@link understudy.repl.speech.Measure}).
 *
 * <p>May use corpora, models and prompts; sees neither terminals nor commands. Clocks, seeds and the wish to stop are arguments.
 */
package understudy.repl.speech;
