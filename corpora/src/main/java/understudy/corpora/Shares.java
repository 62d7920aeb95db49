package understudy.corpora;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a text is shared out, in whole percents: {@code 90/10} or {@code 80/10/10}. */
record Shares(int train, int validation, int test) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,3})/(\\d{1,3})(?:/(\\d{1,3}))?");

    Shares {
        if (train < 1 || validation < 1 || test < 0 || train + validation + test != 100) {
            throw refused(train + "/" + validation + (test == 0 ? "" : "/" + test));
        }
    }

    static Shares of(String words) {
        Matcher form = FORM.matcher(words);
        if (!form.matches()) {
            throw refused(words);
        }
        int test = form.group(3) == null ? 0 : Integer.parseInt(form.group(3));
        return new Shares(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)), test);
    }

    /** Where the training part of so many tokens ends and the validation part begins. */
    long trainEnd(long tokens) {
        return percent(tokens, train);
    }

    /** Where the validation part ends and the test part begins: the end of all, if there is no test part. */
    long validationEnd(long tokens) {
        return percent(tokens, train + validation);
    }

    /** @throws CorpusException if so few entries leave nothing to learn from, or nothing to be measured on */
    void requireEnough(long entries) {
        if (!fills(entries)) {
            long least = entries + 1;
            while (!fills(least)) {
                least++;
            }
            throw new CorpusException("expected at least " + least + " entries to share out " + this + ", found "
                    + entries + "; name files that have more");
        }
    }

    private boolean fills(long entries) {
        return trainEnd(entries) > 0 && validationEnd(entries) > trainEnd(entries);
    }

    private static long percent(long tokens, int share) {
        return tokens / 100 * share + tokens % 100 * share / 100;
    }

    private static CorpusException refused(String found) {
        return new CorpusException(
                "a split is two or three whole percents that sum to 100 (training and validation at least 1), not '"
                        + found + "'; type --split 90/10 or --split 80/10/10");
    }

    @Override
    public String toString() {
        return train + "/" + validation + (test == 0 ? "" : "/" + test);
    }
}
