/**
 * Messages to text.
 *
 * <p>A template turns a conversation into the exact text a model reads, says which spans of that text carry loss in training, and names the stop texts by which an
 * answer ends. Training and talking use the same object, so they cannot disagree. The room handles strings only: no tokens, no models, no terminal, and no library.
 *
 * <p>A template is a small file that reads like the text it makes:
 *
 * <pre>
 * # What it is for; shown in lists.
 * --- system
 * {system}
 *
 * --- default
 * A conversation between a helpful bot and a person.
 * --- user
 * User: {question}
 *
 * --- assistant
 * Bot: {answer}
 *
 * --- stop
 * \nUser:
 * </pre>
 *
 * What stands between two headers is meant exactly, empty lines included; a backslash at the end of a line joins it to what follows. {@code start} is what begins every
 * text, {@code system} where a system text goes, {@code default} the system text when the conversation brings none, {@code user} and {@code assistant} one message each,
 * and {@code stop} one stop text a line ({@code \n}, {@code \t} and {@code \\} are understood). Only user and assistant are required.
 *
 * <p><b>Where the loss falls.</b> On each answer and on what ends it: through the first stop text that follows. When that stop text opens the next turn, a finished
 * conversation ends with it, so that a model trained on single questions learns to stop as well. Spaces between the assistant's cue and the answer are the model's to
 * say ("Bot:" is read, " Hello" is said), because most tokenizers keep a space with the word behind it.
 *
 * <p>Begin reading with {@link understudy.prompts.Template}; {@link understudy.prompts.PromptBook} finds templates by name.
 */
package understudy.prompts;
