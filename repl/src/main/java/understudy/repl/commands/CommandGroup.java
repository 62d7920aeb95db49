package understudy.repl.commands;

import java.util.List;

/**
 * Commands that belong together, as help lists them.
 *
 * @param title such as Texts or Models
 * @param commands objects annotated for picocli: a {@link ShellCommand}, or a parent of some
 */
record CommandGroup(String title, List<Object> commands) {
    CommandGroup {
        commands = List.copyOf(commands);
    }
}
