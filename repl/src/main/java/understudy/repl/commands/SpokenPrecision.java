package understudy.repl.commands;

import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** In which numbers a model speaks. */
final class SpokenPrecision implements ITypeConverter<String>, Offer {
    private static final List<String> KNOWN = List.of("auto", "fp32");

    @Override
    public String convert(String value) {
        if (KNOWN.contains(value)) {
            return value;
        }
        boolean planned = value.equals("bf16") || value.equals("int8");
        throw new TypeConversionException(
                planned ? "expected auto or fp32 (bf16 and int8 come later)" : "expected auto or fp32");
    }

    @Override
    public List<String> offers() {
        return KNOWN;
    }
}
