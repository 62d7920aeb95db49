package understudy.repl.rehearsal;

import understudy.models.LanguageModel;

/**
 * A model in memory, as others may see it.
 *
 * @param name what a person types
 * @param arch its architecture's word
 * @param parameters how many
 * @param device where it lies
 * @param bytes of its parameters
 * @param optimizerBytes of its optimizer's state, 0 if it has none in memory
 * @param standing how far it came
 * @param unsaved whether it has steps or changes that no checkpoint holds
 */
public record Resident(
        String name,
        String arch,
        long parameters,
        String device,
        long bytes,
        long optimizerBytes,
        Standing standing,
        boolean unsaved) {

    static Resident of(Player player) {
        LanguageModel model = player.model();
        return new Resident(
                player.name(),
                model.architecture().arch(),
                model.parameters(),
                model.device().toString(),
                model.bytes(),
                player.optimizerBytes(),
                player.standing(),
                player.unsaved());
    }
}
