package understudy.models;

/** The programs of one network, each traced and loaded when first wanted; shared by a model and its snapshots. */
final class Programs {
    private final Engine engine;
    private final Architecture architecture;
    private final Layout layout;
    private Program listening;
    private Program speaking;

    Programs(Engine engine, Architecture architecture, Layout layout) {
        this.engine = engine;
        this.architecture = architecture;
        this.layout = layout;
    }

    synchronized Program listening() {
        if (listening == null) {
            listening = engine.program(Listening.source(architecture, layout));
        }
        return listening;
    }

    synchronized Program speaking() {
        if (speaking == null) {
            speaking = engine.program(Speaking.source(architecture, layout));
        }
        return speaking;
    }
}
