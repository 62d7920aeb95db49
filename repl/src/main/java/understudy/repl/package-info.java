/**
 * The shell: commands, pane, views.
 *
 * <p>This room wires the other four and is the only one that sees a terminal. {@code commands} holds one class per command, {@code terminal} everything that touches
 * JLine or Lanterna, {@code rehearsal} the resident models and their runs; rehearsal sees no terminal.
 */
package understudy.repl;
