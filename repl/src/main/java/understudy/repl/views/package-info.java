/**
 * What fills the screen: each view is a picture of an immutable snapshot, and what keys do. Pictures know no terminal but its {@link understudy.repl.terminal.Canvas}, so the same one
 * is shown live, printed as text where there is no terminal, and compared with a golden screen in a test.
 *
 * <p>A view never waits: what takes long is begun on another thread, and its result is drawn when it is there. What keys change is asked of those who own it (a run, a company) by
 * functions that the command hands in; a refusal is a line at the foot of the view.
 */
package understudy.repl.views;
