package understudy.repl.commands;

import picocli.CommandLine.Command;

@Command(
        name = "tokenizer",
        description = "what becomes a token: learn a vocabulary, add one, look at them",
        subcommands = {TokenizerTrain.class, TokenizerAdd.class, TokenizerList.class, TokenizerTry.class})
final class TokenizerGroup {}
