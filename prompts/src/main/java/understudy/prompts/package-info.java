/**
 * Messages to text.
 *
 * <p>A template turns a conversation into the exact text a model reads, says which spans of that text carry loss in training, and names the rules by which an answer
 * ends. Training and talking use the same object, so they cannot disagree. The room handles strings only: no tokens, no models, no terminal.
 */
package understudy.prompts;
