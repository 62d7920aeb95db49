/**
 * Byte-pair encoding learnt from a text (Sennrich, Haddow and Birch 2016; bytes and words as in GPT-2).
 *
 * <p>A text is cut into words ({@code Words}), equal words are counted ({@code WordCounts}), so that memory grows with the different words and not with the text, and then the most
 * frequent pair of neighbours becomes a token, again and again ({@code Merging}). Of equally frequent pairs the one with the smaller ids comes first, so the result depends on nothing
 * but text and options; it is the one that the trainer of Python's {@code tokenizers} finds.
 *
 * <p>Begin with {@link understudy.corpora.bpe.BpeTrainer}. The package knows bytes and ids; how a vocabulary is written to a file is its parent's business.
 */
package understudy.corpora.bpe;
