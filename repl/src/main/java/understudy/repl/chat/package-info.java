/**
 * Conversations with a model.
 *
 * <p>A {@link understudy.repl.chat.Talk} hears one line after another and answers it; a line that begins with a slash is an {@link understudy.repl.chat.Order}. Behind it stands a
 * {@link understudy.repl.chat.Dialogue}: a template, how answers are chosen ({@link understudy.repl.chat.Settings}), and one {@link understudy.repl.chat.Voice} or two that
 * answer. A voice keeps the state of its network from turn to turn, so that a turn costs only its own tokens; when the context is full, the oldest turns go.
 *
 * <p>What is answered is a pure function of model, conversation, settings and seed: the seed of an answer comes from the conversation's seed, the number of the turn and the number
 * of the attempt.
 *
 * <p>May use speech, rehearsal, prompts, and of terminal {@code Console}, {@code Text}, {@code Entry} and {@code Completion}; knows no other command.
 */
package understudy.repl.chat;
