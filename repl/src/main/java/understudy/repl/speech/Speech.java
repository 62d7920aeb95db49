package understudy.repl.speech;

/**
 * What one row said.
 *
 * @param text without the prompt and without the stop text
 * @param tokens how many it took, those of the stop text included
 */
public record Speech(String text, int tokens, Ending ending) {}
