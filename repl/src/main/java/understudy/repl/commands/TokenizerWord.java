package understudy.repl.commands;

import picocli.CommandLine.ITypeConverter;

/** A tokenizer's name or the path of a file; a leading {@code ~} is the person's home folder. */
final class TokenizerWord implements ITypeConverter<String> {
    @Override
    public String convert(String value) {
        return value.startsWith("~/") ? new FilePath().convert(value).toString() : value;
    }
}
