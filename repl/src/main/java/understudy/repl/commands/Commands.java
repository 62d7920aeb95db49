package understudy.repl.commands;

import java.util.List;
import understudy.repl.Session;

/** The table of commands. Adding one is a class and a line here. */
public final class Commands {
    private Commands() {}

    /** All commands, ready for a session. */
    public static CommandTable table(Session session) {
        return new CommandTable(
                session,
                List.of(
                        new CommandGroup(
                                "Texts", List.of(new CorpusGroup(), new TokenizerGroup(), new TemplateGroup())),
                        new CommandGroup(
                                "Models",
                                List.of(
                                        new New(session),
                                        new ForkModel(session),
                                        new Lineage(session),
                                        new ImportModel(session),
                                        new ExportModel(session),
                                        new Models(session),
                                        new Info(session),
                                        new Load(session),
                                        new Unload(session),
                                        new Use(session),
                                        new Rename(session),
                                        new Delete(session))),
                        new CommandGroup(
                                "Training",
                                List.of(
                                        new Train(session),
                                        new Duel(session),
                                        new Status(session),
                                        new Wait(session),
                                        new Pause(session),
                                        new Resume(session),
                                        new Stop(session),
                                        new SetKnob(session),
                                        new Save(session),
                                        new Checkpoints(session),
                                        new Rewind(session),
                                        new Log(session),
                                        new CoachModel(session),
                                        new Sweep(session))),
                        new CommandGroup(
                                "Speaking",
                                List.of(
                                        new Sample(session),
                                        new Ask(session),
                                        new Chat(session),
                                        new JudgeAnswers(session),
                                        new Compare(session),
                                        new Eval(session),
                                        new Score(session),
                                        new Classify(session))),
                        new CommandGroup(
                                "Looking",
                                List.of(
                                        new Watch(session),
                                        new Theatre(session),
                                        new Arena(session),
                                        new Plot(session),
                                        new Inspect(session),
                                        new Tour(session),
                                        new Bench(session),
                                        new Doctor(session))),
                        new CommandGroup("Shell", List.of(new Help(session), new Quit(session)))));
    }
}
