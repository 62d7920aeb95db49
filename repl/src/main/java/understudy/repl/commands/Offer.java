package understudy.repl.commands;

import java.util.List;

/** Implemented by converters: values worth offering when Tab is pressed. */
public interface Offer {
    List<String> offers();
}
