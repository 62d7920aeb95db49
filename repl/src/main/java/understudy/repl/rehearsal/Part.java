package understudy.repl.rehearsal;

import understudy.checkpoints.CheckpointCard;
import understudy.corpora.Tokenizer;

/**
 * What stays the same for a model however long it is trained.
 *
 * @param tokenizer between its text and its token ids
 * @param source the corpus it learns
 * @param origin its seed and parent
 */
record Part(Tokenizer tokenizer, CheckpointCard.Source source, CheckpointCard.Origin origin) {}
