/**
 * The shell: the program itself, its home, its prompt, and what stands behind them.
 *
 * <p>This room wires the other four and is the only one that sees a terminal. Its packages:
 *
 * <ul>
 *   <li>{@link understudy.repl.commands}: one class for each command, and how a line becomes a call.
 *   <li>{@link understudy.repl.rehearsal}: the models in memory, their runs and their saving. It sees no terminal.
 *   <li>{@link understudy.repl.speech}: text spoken by a model, and what is measured of it.
 *   <li>{@link understudy.repl.chat}: conversations with a model.
 *   <li>{@link understudy.repl.judging}: which of several models answers best.
 *   <li>{@link understudy.repl.views}: what fills the screen; {@link understudy.repl.pictures}: what is drawn for a page.
 *   <li>{@link understudy.repl.bench}: what this machine can do.
 *   <li>{@link understudy.repl.terminal}: everything that touches JLine or Lanterna.
 * </ul>
 *
 * <p>Here themselves are the start ({@code Main}, {@code Launch}, {@code Program}, {@code Stage}), the two ways of running lines ({@code Shell} for a person, {@code Script} without one), and
 * what commands share: {@link understudy.repl.Session}, {@link understudy.repl.Home}, {@link understudy.repl.Halt}, {@link understudy.repl.Figures}, {@link understudy.repl.Naming},
 * {@link understudy.repl.Mistake}.
 */
package understudy.repl;
