package understudy.repl.commands;

import picocli.CommandLine.Command;

@Command(
        name = "corpus",
        description = "texts to rehearse: add one, generate one, look at them",
        subcommands = {
            CorpusAdd.class,
            CorpusPlayhouse.class,
            CorpusList.class,
            CorpusShow.class,
            CorpusPeek.class,
            CorpusRemove.class
        })
final class CorpusGroup {}
