package understudy.repl.speech;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import understudy.corpora.Batch;
import understudy.corpora.Tokenizer;
import understudy.corpora.Windows;

/**
 * What is to be heard in a text that a model learns: by this its samples are measured.
 *
 * @param words all of them
 * @param blanks how much of it is blanks, 0 to 1
 * @param shortest the length of its short lines: a tenth are shorter
 * @param longest of its long ones: a tenth are longer; 0 where it has no lines to speak of
 * @param cues what stands before a colon at the beginning of lines, again and again
 * @param tags tags in angle brackets that occur again and again
 * @param pairs which tag follows which, again and again, as {@code <human></human>}
 * @param asides whether lines stand in brackets, again and again
 * @param headings whether it has headings of scenes or chapters
 */
public record Lexicon(
        Set<String> words,
        double blanks,
        int shortest,
        int longest,
        Set<String> cues,
        Set<String> tags,
        Set<String> pairs,
        boolean asides,
        boolean headings) {
    /** As much of a text as is read, in so many places. */
    private static final int TOKENS = 1 << 19;

    private static final int PLACES = 16;
    /** What occurs so often belongs to the form of a text. */
    private static final int OFTEN = 5;

    private static final int FEWEST_LINES = 8;
    private static final int LONGEST_LINE = 300;

    public Lexicon {
        words = Set.copyOf(words);
        cues = Set.copyOf(cues);
        tags = Set.copyOf(tags);
        pairs = Set.copyOf(pairs);
    }

    /** Of what a model reads, as far as can be read in a moment. */
    public static Lexicon of(Windows windows, Tokenizer tokenizer) {
        int rows = (int) Math.max(1, Math.min(windows.count(), TOKENS / PLACES / windows.context()));
        StringBuilder text = new StringBuilder();
        long places = Math.max(1, Math.min(PLACES, windows.count() / rows));
        for (long place = 0; place < places; place++) {
            text.append(read(windows.at(windows.count() / places * place, rows), tokenizer))
                    .append('\n');
        }
        return of(text.toString());
    }

    private static String read(Batch batch, Tokenizer tokenizer) {
        StringBuilder text = new StringBuilder();
        int[] ids = new int[batch.inputs().length];
        int count = 0;
        for (int row = 0; row < batch.rows(); row++) {
            int end = (row + 1) * batch.length();
            while (end > row * batch.length() && batch.targets()[end - 1] == Batch.IGNORED) {
                end--; // padding
            }
            for (int i = row * batch.length(); i < end; i++) {
                ids[count++] = batch.inputs()[i];
            }
        }
        return text.append(tokenizer.decode(Arrays.copyOf(ids, count))).toString();
    }

    /** Of a text. */
    public static Lexicon of(String text) {
        int[] lines = Forms.lines(text + "\n");
        Arrays.sort(lines);
        boolean lined = lines.length >= FEWEST_LINES && lines[lines.length * 9 / 10] <= LONGEST_LINE;
        List<String> tags = Forms.tags(text);
        Set<String> usual = often(tags);
        List<String> pairs = new ArrayList<>();
        for (int i = 1; i < tags.size(); i++) {
            if (usual.contains(tags.get(i - 1)) && usual.contains(tags.get(i))) {
                pairs.add(tags.get(i - 1) + tags.get(i));
            }
        }
        return new Lexicon(
                new HashSet<>(Forms.words(text)),
                Forms.blanks(text),
                lined ? lines[lines.length / 10] : 0,
                lined ? lines[lines.length * 9 / 10] : 0,
                often(Forms.cues(text)),
                usual,
                often(pairs),
                Forms.asides(text).size() >= OFTEN,
                Forms.headings(text).size() >= OFTEN);
    }

    private static Set<String> often(List<String> all) {
        Map<String, Integer> counts = new HashMap<>();
        all.forEach(one -> counts.merge(one, 1, Integer::sum));
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= OFTEN)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** The share of a sample's words of two letters and more that exist, 0 to 1; empty where there are none. The last word may be cut off and does not count. */
    public OptionalDouble known(String sample) {
        List<String> said = Forms.words(Milestone.whole(sample)).stream()
                .filter(word -> word.length() > 1)
                .toList();
        return said.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        (double) said.stream().filter(words::contains).count() / said.size());
    }
}
