package understudy.models;

/**
 * What the engine runs on.
 *
 * @param library its name and version
 * @param device where tensors live
 * @param threads how many threads one operation may use
 * @param gpus how many CUDA devices there are
 */
public record EngineInfo(String library, Device device, int threads, int gpus) {}
