package understudy.repl.commands;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import understudy.repl.Figures;
import understudy.repl.judging.Judge;
import understudy.repl.judging.Ledger;
import understudy.repl.judging.Tally;
import understudy.repl.terminal.Console;
import understudy.repl.terminal.Table;

/**
 * What a judgement comes to: one row for each candidate.
 *
 * @param names the candidates
 * @param tallies their scores summed up, in the same order
 * @param questions how many were judged
 */
record Verdict(Judge judge, List<String> names, List<Tally> tallies, int questions) {
    static Verdict of(Judge judge, List<String> names, List<Ledger.Entry> entries) {
        List<Tally> tallies = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            int candidate = i;
            List<Double> scores =
                    entries.stream().map(entry -> entry.scores().get(candidate)).toList();
            tallies.add(judge.exact() ? Tally.ofRight(scores) : Tally.ofScores(scores));
        }
        return new Verdict(judge, names, tallies, entries.size());
    }

    private String what() {
        return judge.exact() ? "exact" : "score";
    }

    void print(Console console) {
        Table table = Table.of("model", ">" + what(), ">low", ">high");
        for (int i = 0; i < names.size(); i++) {
            Tally tally = tallies.get(i);
            table.row(names.get(i), tenths(tally.mean()), tenths(tally.low()), tenths(tally.high()));
        }
        table.print(console);
        console.log("  " + Figures.count(questions) + (questions == 1 ? " question" : " questions") + ", judged with "
                + judge.name() + (judge.exact() ? "; per cent of right answers" : "; from 0 to 100"));
    }

    /** The rows as JSON has them. */
    List<Map<String, Object>> fields() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("name", names.get(i));
            row.put(what(), tallies.get(i).mean());
            row.put("low", tallies.get(i).low());
            row.put("high", tallies.get(i).high());
            rows.add(row);
        }
        return rows;
    }

    private static String tenths(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
