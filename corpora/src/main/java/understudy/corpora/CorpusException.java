package understudy.corpora;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** Something about a text, a tokenizer or a corpus that a person can put right. The message is one line. */
public final class CorpusException extends RuntimeException {
    /** @param message what was expected, what was found and what to type next */
    public CorpusException(String message) {
        super(oneLine(message));
    }

    CorpusException(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    /** @param doing what failed, as a clause: "cannot read /x/y.txt" */
    static CorpusException of(String doing, IOException fault, String advice) {
        return new CorpusException(doing + ": " + reason(fault) + "; " + advice, fault);
    }

    private static String reason(IOException fault) {
        if (fault instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (fault instanceof FileAlreadyExistsException) {
            return fault.getMessage() + " is there already";
        }
        if (fault instanceof CharacterCodingException) {
            return "it is not UTF-8";
        }
        if (fault instanceof ClosedByInterruptException) {
            return "it was interrupted";
        }
        if (fault instanceof AccessDeniedException) {
            return "permission is denied";
        }
        String said = fault instanceof FileSystemException named && named.getReason() != null
                ? named.getReason()
                : String.valueOf(fault.getMessage());
        String plain = said.toLowerCase(Locale.ROOT);
        if (plain.contains("no space left") || plain.contains("not enough space") || plain.contains("quota exceeded")) {
            return "the disk is full";
        }
        return plain.contains("read-only") ? "the disk is read-only" : said;
    }

    /** Names of files may hold anything, line ends and terminal commands too. */
    static String oneLine(String message) {
        return message.replaceAll("\\p{Cntrl}+", " ");
    }
}
