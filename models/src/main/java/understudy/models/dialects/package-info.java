/**
 * How other programs write down a {@link understudy.models.Gpt}: what they call its ingredients and its tensors.
 *
 * <p>A {@link understudy.models.dialects.Dialect} is a small table for each family of networks in the Hugging Face
 * layout; {@link understudy.models.dialects.GgufDialect} is the same for llama.cpp. Both are made of
 * {@link understudy.models.dialects.Piece}s: this tensor of theirs is those rows of that parameter of ours, turned or
 * reordered so.
 *
 * <p>The tables stand here because they speak of parameters: a network and its translations have to change together.
 * Files stay the business of whoever reads and writes them; nothing here knows a path, and configurations are maps in
 * JSON's types.
 */
package understudy.models.dialects;
