package understudy.checkpoints;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;

/** What a file system can say, sorted by what a person can do about it. Java tells these apart only by text. */
enum DiskFault {
    FULL("the disk is full; make room, then try again"),
    QUOTA("the disk quota is used up; make room, then try again"),
    READ_ONLY("the disk is read-only; make it writable, or choose another place with --home DIR"),
    DENIED("no permission; change the permissions, or choose another place with --home DIR"),
    FOLDER("a folder stands there; move it away, then try again"),
    MISSING("it is missing"),
    OTHER("");

    private final String words;

    DiskFault(String words) {
        this.words = words;
    }

    static DiskFault of(IOException fault) {
        String text = String.valueOf(fault.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("no space left") || text.contains("not enough space")) {
            return FULL;
        }
        if (text.contains("quota exceeded")) {
            return QUOTA;
        }
        if (text.contains("read-only file system") || fault.getCause() instanceof ReadOnlyFileSystemException) {
            return READ_ONLY;
        }
        if (text.contains("is a directory")) {
            return FOLDER;
        }
        if (fault instanceof AccessDeniedException || text.contains("permission denied")) {
            return DENIED;
        }
        // FileNotFoundException also reports directories and permissions; those were recognised above by their words.
        if (fault instanceof NoSuchFileException
                || (fault instanceof FileNotFoundException && text.contains("no such file"))) {
            return MISSING;
        }
        return OTHER;
    }

    /** One line, whatever the system's own message looks like. */
    String words(IOException fault) {
        if (this != OTHER) {
            return words;
        }
        String reason = fault instanceof FileSystemException system ? system.getReason() : fault.getMessage();
        return OneLine.of(reason == null ? fault.getClass().getSimpleName() : reason);
    }
}
