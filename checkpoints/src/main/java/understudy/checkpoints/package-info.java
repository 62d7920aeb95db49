/**
 * What a run leaves on disk.
 *
 * <p>A checkpoint is a folder of plain files: parameters and optimizer state as safetensors, a readable card, the
 * tokenizer; beside the checkpoints of a model lie the names they were saved under and an append-only journal.
 *
 * <pre>
 * checkpoints/
 *   romeo/                        a model
 *     1500/                       a checkpoint, by its step
 *       model.safetensors         parameters under the names of the architecture
 *       optimizer.safetensors     kept for the latest, the best and named checkpoints
 *       checkpoint.json           what is needed to build it again and to go on; checksums of the other files
 *       tokenizer.json
 *     names.json                  {"shy": 1500}: romeo@shy
 *     base.safetensors            of a model with adapters: the weights beneath them, which its checkpoints do not repeat
 *     journal.jsonl               what happened, a line each
 *   romeo~1/                      what came after 1500 before somebody went on from there again
 * </pre>
 *
 * <p>Three rules hold throughout. <em>Old or new, never half:</em> everything is written beside its place, synced, then
 * renamed; names that begin with a dot were left by a crash. <em>Equal models have equal bytes:</em> files of a
 * checkpoint hold no dates, no model's name and nothing that depends on the machine. <em>Nothing read is trusted:</em>
 * lengths, offsets, names and checksums are checked before they are used, and what is damaged is named with its reason
 * and skipped, never a reason not to start.
 *
 * <p>What other programs read and write has its containers here as well: model folders in the Hugging Face layout
 * ({@link understudy.checkpoints.HubFolder}) and llama.cpp's files ({@link understudy.checkpoints.Gguf}). What the tensors in
 * them are called is known where networks are.
 *
 * <p>The room sees bytes and records, not models: tensors come and go as {@code ByteBuffer}s under names. It may use
 * Jackson, and nothing else beyond the JDK.
 */
package understudy.checkpoints;
