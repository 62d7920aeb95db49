package understudy.repl.commands;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import understudy.corpora.Split;

/** A part of a corpus. */
final class SplitWord implements ITypeConverter<Split>, Offer {
    @Override
    public Split convert(String value) {
        return Arrays.stream(Split.values())
                .filter(split -> split.word().equals(value))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("expected validation, test or train"));
    }

    @Override
    public List<String> offers() {
        return List.of("validation", "test", "train");
    }
}
