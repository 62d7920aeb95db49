/**
 * The commands: one small class each, one table that lists them.
 *
 * <h2>Adding a command</h2>
 *
 * <pre>{@code
 * @Command(name = "peek", description = "show examples as the model will see them")
 * final class CorpusPeek implements ShellCommand {
 *     private final Session session;
 *
 *     @Parameters(index = "0", paramLabel = "NAME", description = "a corpus", completionCandidates = CorpusNames.class)
 *     private String name;
 *
 *     @Option(names = "-n", paramLabel = "N", description = "how many", defaultValue = "3", converter = Values.Count.class)
 *     private int count;
 *
 *     CorpusPeek(Session session) {
 *         this.session = session;
 *     }
 *
 *     @Override
 *     public List<String> examples() {
 *         return List.of("corpus peek playhouse", "corpus peek playhouse -n 10");
 *     }
 *
 *     @Override
 *     public Reply call() {
 *         session.console().println(...);              // results, for a person
 *         return Reply.ok().with("examples", ...);     // the fields of the JSON object, in the order of the contract
 *     }
 * }
 * }</pre>
 *
 * <p>then one line in {@link understudy.repl.commands.Commands}. Help, completion, prefixes, hints and JSON follow from that.
 *
 * <ul>
 *   <li><b>Construction.</b> Top-level commands are objects made in {@code Commands}. Nested ones ({@code corpus add}) are named in the parent's
 *       {@code subcommands = {...}} and, like classes of completion candidates and converters, made by a constructor that takes a {@code Session}, or takes nothing. A parent has no
 *       {@code call}: it does not implement {@code ShellCommand}.
 *   <li><b>One object serves many calls.</b> picocli resets options and parameters before each call; any other field must be final.
 *   <li><b>Completion.</b> Every option or parameter with a value has a converter that offers examples ({@link understudy.repl.commands.Offer}), or is an enum, or a {@code Path}
 *       (file names), or names {@code completionCandidates}: a class that implements {@code Iterable<String>}, asked anew at each Tab. Free text sets {@code paramLabel = "TEXT"},
 *       {@code "PROMPT"} or {@code "QUESTION"} and needs none.
 *   <li><b>Values.</b> Bounds are the converter's business ({@link understudy.repl.commands.Values}): past it nobody checks again. A converter throws
 *       {@code TypeConversionException("expected …")}; the shell adds the option's name and what was found. Enums override {@code toString} with the word that is typed.
 *   <li><b>Mistakes.</b> Throw {@link understudy.repl.Mistake} with one line: what was expected, what was found, what to type next. The rooms' own exceptions pass through
 *       untouched. Anything else is our fault: the person reads one line and where the log is.
 *   <li><b>Output.</b> Results through {@code console.println} (streams through {@code print}), how it gets on through {@code progress}, notices through {@code log}. Numbers through
 *       {@link understudy.repl.Figures}, columns through {@link understudy.repl.terminal.Table}. Never an escape code, never System.out.
 *   <li><b>Ctrl-C.</b> Look at {@code session.halt()} between short bursts; {@code halt().check()} throws when nothing is worth keeping, otherwise return
 *       {@code reply.interrupted()} with what there is.
 *   <li><b>Examples</b> are tested: each line must run in a home that has the corpus {@code playhouse} and the model {@code romeo}.
 * </ul>
 *
 * <p>Commands may use {@code rehearsal} and the four rooms; of {@code terminal} only {@code Console}, {@code Text}, {@code Table} and views. No command knows another.
 */
package understudy.repl.commands;
