package understudy.repl;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What a file system said, in a person's words. */
public final class Faults {
    private Faults() {}

    /** A few words such as {@code "no permission for /x/y"}; no full stop. */
    public static String words(IOException fault) {
        if (!(fault instanceof FileSystemException trouble)) {
            return String.valueOf(fault.getMessage());
        }
        String file = trouble.getFile();
        if (trouble instanceof AccessDeniedException) {
            return "no permission for " + file;
        }
        if (trouble instanceof NoSuchFileException) {
            return "no file " + file;
        }
        if (trouble instanceof FileAlreadyExistsException) {
            return "a file in the way, " + file;
        }
        if (trouble instanceof NotDirectoryException) {
            return file + ", which is not a folder";
        }
        if (trouble instanceof DirectoryNotEmptyException) {
            return "a folder that is not empty, " + file;
        }
        String reason = trouble.getReason() == null ? trouble.getClass().getSimpleName() : trouble.getReason();
        return decapitalised(reason) + " (" + file + ")";
    }

    private static String decapitalised(String words) {
        return words.isEmpty() ? words : Character.toLowerCase(words.charAt(0)) + words.substring(1);
    }
}
