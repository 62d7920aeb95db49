package understudy.corpora.playhouse;

import java.util.List;

/** A named piece of grammar with parameters. */
record Rule(String name, List<String> parameters, Node body) implements Value {
    Rule {
        parameters = List.copyOf(parameters);
    }
}
