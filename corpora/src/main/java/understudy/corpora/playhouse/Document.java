package understudy.corpora.playhouse;

/**
 * One play, story, dialogue, question or letter.
 *
 * @param start characters of the corpus before it
 * @param text with the empty line that ends it; plain ASCII, so characters are bytes
 * @param cost its negative log-probability given the world, in nats
 */
public record Document(Part part, long start, String text, double cost) {}
