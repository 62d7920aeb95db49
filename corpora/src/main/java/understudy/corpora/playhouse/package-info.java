/**
 * Playhouse: a bundled corpus whose true entropy is known.
 *
 * <p>A seed makes a small town of forty people, each with a home, a trade, a possession, a wish, a fear and somebody they trust. A grammar, kept
 * as plain text beside this package's resources, then writes plays, stories, dialogues, instructions and letters about them. Three things are true
 * of every text, and tests keep them true:
 *
 * <ul>
 *   <li>it is a pure function of seed, size and parts: whole-number dice, no clocks, no hash order, no locale;
 *   <li>it agrees with the world: a fact said in a play is the same in a letter, and nothing that happens changes a fact;
 *   <li>it can be read back to the choices that made it in exactly one way, so its probability is the product of theirs, and
 *       {@link understudy.corpora.playhouse.Playhouse#floor} is the loss below which no honest model can go.
 * </ul>
 *
 * <p>The grammar is data ({@code Node}); {@code Notation} reads it, {@code Playwright} walks it with dice, {@code Reading} walks it with a text.
 * To change what the town says, edit the resource files; their notation is explained at the top of {@code talk.txt}.
 */
package understudy.corpora.playhouse;
