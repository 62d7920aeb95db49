package understudy.repl.rehearsal;

import java.util.OptionalDouble;

/**
 * What one choice of batch norm's statistics makes of a model.
 *
 * @param statistics the choice, as the knob has it
 * @param loss validation loss of the model as it is, measured that way, nats per token
 * @param after the same of a copy that was trained on that way; empty if none was
 */
public record NormTrial(String statistics, double loss, OptionalDouble after) {}
