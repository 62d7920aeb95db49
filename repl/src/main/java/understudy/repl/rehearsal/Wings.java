package understudy.repl.rehearsal;

import java.util.function.Consumer;

/**
 * What stands beside a run.
 *
 * @param cues what others want from it
 * @param scribe writes what it leaves on disk
 * @param notices takes what the person should know
 * @param foreground whether a command waits for the run and shows it, as there is no pane
 */
record Wings(Cues cues, Scribe scribe, Consumer<Notice> notices, boolean foreground) {
    void tell(Notice notice) {
        notices.accept(notice);
    }
}
