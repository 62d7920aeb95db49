/**
 * Text to tokens to batches.
 *
 * <p>A corpus is a folder a person can read: {@code corpus.json} (the card: sizes, split, checksums), {@code text.txt} (the text as it was
 * given, in UTF-8), {@code tokenizer.json} (a Hugging Face file) and {@code tokens.bin} (token ids without a header, little endian, 16 bits
 * each while the vocabulary has at most 65,536 entries and 32 bits otherwise). {@link understudy.corpora.CorpusLibrary} makes and finds such
 * folders; each is written beside its place and renamed, so that a crash leaves all of it or nothing.
 *
 * <p>A corpus of examples has {@code examples.bin} too, which says where each begins: of lines among the tokens, of conversations
 * ({@code conversations.jsonl}) and labelled texts ({@code labelled.jsonl}) among the bytes of their file. Examples are shuffled by a fixed
 * seed before they are shared out, and text and tokens stand in that order. Conversations are written out by a prompt template and tokenized
 * for the model that learns them; their text is there to look at, and to make a vocabulary of.
 *
 * <p>What a file holds is seen by its content ({@link understudy.corpora.Format}). Tables are read by libraries: commas and tabs by FastCSV,
 * 0.1 MB without dependencies, which names the line of what is wrong; Parquet by DuckDB's driver, 85 MB, which knows every encoding, compression
 * and nesting in use. Readers in Java alone were weighed: Hardwood needs Java 21, and Apache's own brings Hadoop's classes and a dozen
 * libraries for what is then still the slower reader.
 *
 * <p>Neither text nor tokens ever lie in memory as a whole: text is read twice in pieces (once to learn its characters, once to encode
 * them) and tokens are memory-mapped, so a corpus may be larger than memory. {@link understudy.corpora.Tokens} is the view of one
 * {@link understudy.corpora.Split}; {@link understudy.corpora.Windows} cuts it into {@link understudy.corpora.Batch}es.
 *
 * <p>A {@link understudy.corpora.Tokenizer} is one of three: characters and bytes are ours, everything else that a {@code tokenizer.json} can describe goes through Hugging Face's
 * library. {@link understudy.corpora.TokenizerShelf} finds one by the word that a person types. A long text is cut only where the tokenizer itself says that nothing changes by it
 * ({@code Seam}), so that all cores can work.
 *
 * <p>Everything that decides which tokens a model sees, and in which order, is here, and is a pure function of files and seeds. The room knows
 * nothing of models or terminals; it may use text libraries (Jackson, tokenizers, readers of tables). What a person can get wrong becomes a
 * {@link understudy.corpora.CorpusException} of one line.
 */
package understudy.corpora;
