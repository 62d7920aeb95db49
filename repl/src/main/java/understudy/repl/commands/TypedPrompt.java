package understudy.repl.commands;

import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A prompt where models stand in the first place: behind an option, or in a file. */
final class TypedPrompt {
    @Option(names = "--prompt", paramLabel = "TEXT", description = "what each goes on with; \\n and \\t are understood")
    private String typed;

    @Mixin
    private PromptOptions file;

    /** The prompt that is meant; empty if none is given. */
    String prompt() {
        return file.prompt(typed == null ? List.of() : List.of(typed));
    }
}
