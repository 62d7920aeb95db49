package understudy.repl.commands;

import picocli.CommandLine.Command;

@Command(
        name = "template",
        description = "how questions and answers are written: look at prompt templates, change them, add your own",
        subcommands = {
            TemplateList.class,
            TemplateShow.class,
            TemplateEdit.class,
            TemplateAdd.class,
            TemplateRemove.class
        })
final class TemplateGroup {}
