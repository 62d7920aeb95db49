/**
 * Everything that touches a terminal: nothing outside this package knows JLine or Lanterna.
 *
 * <p>A {@link understudy.repl.terminal.Screen} owns the tty. On it live a {@link understudy.repl.terminal.Prompt}, where a person types, a pane in the last rows, which is drawn
 * from the latest immutable {@link understudy.repl.terminal.PaneSnapshot}, and a {@link understudy.repl.terminal.Console}, through which everything is said: with a terminal or
 * without one, results and messages alike. One lock, the line reader's own, stands around every write, so that text from several threads never mixes and the pane is never drawn over.
 *
 * <p>A {@link understudy.repl.terminal.View} covers the whole screen until the person goes back; Lanterna draws it on the same tty ({@code LanternaTerminal}, {@code ViewLoop}).
 * What the views show is drawn in {@code understudy.repl.views}.
 *
 * <p>Text carries tones, not colours ({@link understudy.repl.terminal.Text}), and control characters are made visible before they are written, so that nothing a model says can touch the
 * screen. Uses {@code LineSplitter} and {@code Figures} of the room, and no other room; knows no command and no model.
 */
package understudy.repl.terminal;
