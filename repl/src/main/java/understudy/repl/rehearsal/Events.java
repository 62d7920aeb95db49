package understudy.repl.rehearsal;

/** The kinds of events in a model's journal, as they stand in the file. */
public final class Events {
    /** Built: corpus, recipe, seed and knobs. */
    public static final String NEW = "new";
    /** Begun where a checkpoint of another model stands: that one, corpus, seed and knobs. */
    public static final String FORKED = "forked";
    /** Read from a folder that another program wrote: that, its architecture, corpus and seed. */
    public static final String IMPORTED = "imported";
    /** A run begins: where it goes, and the schedule. */
    public static final String TRAIN = "train";
    /** A run ended, and why. */
    public static final String ENDED = "ended";
    /** The schedule's cycle changed during a run. */
    public static final String SCHEDULE = "schedule";
    /** A knob was turned; the next step is the first with it. */
    public static final String SET = "set";

    public static final String EVALUATED = "evaluated";
    /** In an evaluation: another corpus that was measured on as well. */
    public static final String ALSO = "also";
    /** In an evaluation: the loss there. */
    public static final String ALSO_VALIDATION = "also_validation";

    public static final String SAMPLED = "sampled";
    /** Something was reached for the first time. */
    public static final String MILESTONE = "milestone";

    /** The coach said something of the losses. */
    public static final String COACHED = "coached";

    public static final String SAVED = "saved";
    /** A person gave a checkpoint a name. */
    public static final String NAMED = "named";
    /** An earlier checkpoint was gone on from; later ones are on a branch. */
    public static final String REWOUND = "rewound";
    /** What had happened after the last checkpoint when a process died. */
    public static final String LOST = "lost";

    /** With {@link #TRAIN}: the optimizer's state was not kept and began afresh. */
    public static final String AFRESH = "optimizer_afresh";

    private Events() {}
}
