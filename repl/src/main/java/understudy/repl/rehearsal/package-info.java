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
 * (evaluations, samples, snapshots, what others read meanwhile) touches it: so stopping anywhere and going on, in this process or another, gives the parameters of a run that never
 * stopped. That holds
 *
 * <ul>
 *   <li>on the same device, with the same number of threads and the same libtorch: another order of summation rounds otherwise;
 *   <li>from a checkpoint that has its optimizer's state: the latest, the best and those saved under a name keep it, others lose it when the next one is saved. From one without, the
 *       optimizer begins afresh, and the person and the journal are told;
 *   <li>for the same schedule. {@code train --for} has the clock choose the horizon of a first run, once, after some steps were measured: from there on it stands in the checkpoint, but two such
 *       runs differ.
 * </ul>
 *
 * <p>When a run ends by steps, loss or patience does not depend on where it was stopped, either: what counts towards it is in the checkpoint.
 *
 * <h2>Words</h2>
 *
 * <ul>
 *   <li><b>Company</b>: the models of a session. <b>Roster</b>: those in memory. <b>Archive</b>: what lies on disk of them.
 *   <li><b>Casting</b>: how one comes into memory. <b>Debut</b>: how a new one joins. <b>Fork</b>: one that begins where another stands. <b>Labels</b>: what one that sorts texts tells them apart as. <b>FamilyTree</b>: who comes from whom.
 *   <li><b>Player</b>: one model in memory, with its optimizer. <b>Resident</b>: the same as others see it. <b>Speaker</b>: a model lent out to be read.
 *   <li><b>Part</b>: what stays the same for a model however long it is trained: tokenizer, corpus, seed.
 *   <li><b>Standing</b>: how far a model has come and with which knobs; immutable, a step makes a new one.
 *   <li><b>Director</b>: starts runs and turns knobs. <b>Plan</b>: what a person asks of a run. <b>Course</b>: where it goes, step by step. <b>Material</b>: the texts it reads. <b>Lessons</b>: what of them in each step.
 *   <li><b>Rehearsal</b>: the steps of a run. <b>Run</b>: its thread. <b>Ending</b>: why it ended. <b>Timing</b>: what the clock says.
 *   <li><b>Review</b>: an evaluation during a run. <b>Excerpt</b>: what the model says during it.
 *       <b>Progress</b>: what it says for the first time. <b>Reached</b>: one such thing. <b>Bulletin</b>: what the run publishes.
 *   <li><b>Wings</b>: what stands beside a run. <b>Cues</b>: what others want from it. <b>Scribe</b>: writes what it leaves on disk.
 *   <li><b>Story</b>: what of a journal still counts. <b>Playbook</b>: the lines that make a model again. <b>Lost</b>: what a run took with it that left no checkpoint.
 * </ul>
 *
 * <p>This package uses the four rooms, {@code speech}, {@code Home}, {@code Mistake} and {@code Figures}; it sees no terminal.
 */
package understudy.repl.rehearsal;
