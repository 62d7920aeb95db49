package understudy.repl.commands;

/**
 * What the doctor found in one place.
 *
 * @param part what was looked at
 * @param well whether it is as it should be
 * @param found what is there, with numbers
 * @param advice what to do about it; empty where all is well
 */
record Check(String part, boolean well, String found, String advice) {
    static Check well(String part, String found) {
        return new Check(part, true, found, "");
    }

    static Check trouble(String part, String found, String advice) {
        return new Check(part, false, found, advice);
    }
}
