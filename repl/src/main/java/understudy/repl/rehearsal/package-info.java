/**
 * The models in memory and their training.
 *
 * <p>A {@link understudy.repl.rehearsal.Company} holds the models of a session: it finds the one that a word means, loads it when it is not in memory, and lends it out as a
 * {@link understudy.repl.rehearsal.Speaker}. One {@link understudy.repl.rehearsal.Run} at a time trains one of them on a thread of its own.
 *
 * <h2>Threads</h2>
 *
 * <ul>
 *   <li>The <b>shell's thread</b> runs commands: it asks the company, starts runs, and gives them cues.
 *   <li>The <b>run's thread</b> alone steps, evaluates, samples and copies the model under training. What others want from that model (a copy to sample from, a checkpoint, a turned
 *       knob) is an errand that it does between two steps; with none waiting, a step costs two volatile reads.
 *   <li>The <b>scribe's thread</b> alone writes checkpoints and journal, in the order in which they were handed over, so that training goes on while the disk is busy.
 *   <li>Everyone else, above all the pane, reads the latest immutable {@link understudy.repl.rehearsal.RunSnapshot}.
 * </ul>
 *
 * <h2>Bit for bit</h2>
 *
 * <p>A step is a pure function of the parameters, the optimizer's state, the recipe in force, the schedule's cycle and (run seed, step). All of that is in a checkpoint, and nothing else
 * (clock, evaluations, samples, snapshots) touches it: so stopping anywhere and going on, in this process or another, gives the parameters of a run that never stopped.
 *
 * <p>This package uses the four rooms, {@code Home} and {@code Mistake}; it sees no terminal.
 */
package understudy.repl.rehearsal;
