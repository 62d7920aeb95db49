package understudy.repl.commands;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A file or folder; no shell stands before this one, so a leading {@code ~} is the person's home folder here. */
final class FilePath implements ITypeConverter<Path> {
    @Override
    public Path convert(String value) {
        if (value.isEmpty()) {
            throw new TypeConversionException("expected a file or folder");
        }
        try {
            boolean inHome = value.equals("~") || value.startsWith("~/");
            return inHome ? Path.of(System.getProperty("user.home"), value.substring(1)) : Path.of(value);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("expected a file or folder");
        }
    }
}
