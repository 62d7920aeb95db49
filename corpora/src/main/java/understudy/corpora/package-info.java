/**
 * Text to tokens to batches.
 *
 * <p>A corpus is a folder a person can read: the text as it was given, the tokenizer, a memory-mapped token file and a card that records the split and the checksums.
 * Everything that decides which tokens a model sees, and in which order, is here, and is a pure function of files and seeds. The room knows
 * nothing of models or terminals; it may use text libraries (Jackson, tokenizers, readers of tables).
 */
package understudy.corpora;
