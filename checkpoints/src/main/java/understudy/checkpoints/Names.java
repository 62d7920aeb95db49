package understudy.checkpoints;

import java.util.regex.Pattern;

/** What models and saved checkpoints may be called: names that are folders on every system, and cannot leave theirs. */
final class Names {
    private static final int LONGEST = 64;
    private static final Pattern SAVED = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");
    private static final Pattern MODEL = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*(~[1-9][0-9]{0,8})?");

    private Names() {}

    static boolean isModel(String name) {
        return MODEL.matcher(name).matches() && name.length() <= LONGEST && !name.endsWith(".");
    }

    static void checkModel(String name) {
        if (!isModel(name)) {
            throw new CheckpointException("model: expected a name that begins with a letter and holds letters, digits,"
                    + " - _ . only, at most " + LONGEST + "; found \"" + OneLine.of(name) + "\"");
        }
    }

    /** The names derived from what is there cannot be given away. */
    static void checkSaved(String name) {
        if (name.equals(CheckpointList.BEST) || name.equals(CheckpointList.LATEST)) {
            throw new CheckpointException(
                    "\"" + name + "\" always means the " + name + " checkpoint; choose another name");
        }
        if (!SAVED.matcher(name).matches() || name.length() > LONGEST) {
            throw new CheckpointException("checkpoint: expected a name that begins with a letter and holds letters,"
                    + " digits, - _ . only, at most " + LONGEST + "; found \"" + OneLine.of(name) + "\"");
        }
    }

    /** A file beside a card, and no way out of its folder. */
    static boolean isPlainFile(String name) {
        return SAVED.matcher(name).matches();
    }

    /** The model a branch came from: {@code romeo} of {@code romeo~2}. */
    static String trunk(String model) {
        int tilde = model.indexOf('~');
        return tilde < 0 ? model : model.substring(0, tilde);
    }
}
