/**
 * What a run leaves on disk.
 *
 * <p>A checkpoint is a folder of plain files: parameters and optimizer state as safetensors, a readable card, the tokenizer; beside it an append-only journal of the run.
 * Everything is written beside its place, synced, then renamed: a crash leaves the old one or the new one, never half. The room trusts
 * nothing it reads. It sees bytes and records, not models; it may use Jackson.
 */
package understudy.checkpoints;
