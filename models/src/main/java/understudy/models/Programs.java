package understudy.models;

/** The programs of one network, each traced and loaded when first wanted; shared by a model and its snapshots. */
final class Programs {
    private final Engine engine;
    private final Architecture architecture;
    private final Layout layout;
    private Program evaluation;
    private Program generation;

    Programs(Engine engine, Architecture architecture, Layout layout) {
        this.engine = engine;
        this.architecture = architecture;
        this.layout = layout;
    }

    synchronized Program evaluation() {
        if (evaluation == null) {
            evaluation =
                    engine.program(EvaluationProgram.source(architecture, layout, Portions.of(architecture.outputs())));
        }
        return evaluation;
    }

    synchronized Program generation() {
        if (generation == null) {
            generation = engine.program(GenerationProgram.source(architecture, layout));
        }
        return generation;
    }
}
