package understudy.repl.commands;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import understudy.checkpoints.Journal;
import understudy.checkpoints.JournalEvent;
import understudy.repl.Figures;
import understudy.repl.Mistake;
import understudy.repl.Session;
import understudy.repl.rehearsal.Events;
import understudy.repl.rehearsal.Playbook;
import understudy.repl.rehearsal.Reached;
import understudy.repl.terminal.Text;

@Command(name = "log", description = "tell what happened to a model: runs, evaluations, knobs, samples")
final class Log implements ShellCommand {
    private final Session session;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "MODEL",
            description = "a model",
            completionCandidates = ModelNames.class)
    private String model;

    @Option(names = "--last", paramLabel = "N", description = "only the last ones", converter = Values.Count.class)
    private Integer last;

    @Option(names = "--milestones", description = "what it learned when, as its samples tell")
    private boolean milestones;

    @Option(names = "--as-script", description = "the lines that make this model again")
    private boolean asScript;

    @Option(
            names = "--as",
            paramLabel = "WORD",
            description = "for other tools: csv, jsonl or tensorboard; needs --out")
    private LogFile as;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "where to write it; for tensorboard a folder",
            converter = FilePath.class)
    private Path out;

    Log(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "log romeo --last 5",
                "log romeo --milestones",
                "log romeo --as-script",
                "log romeo --as csv --out ~/romeo.csv");
    }

    @Override
    public Reply call() {
        String name = Subject.alone(session, Subject.words(model)).existing(session);
        session.company().settle();
        Journal journal = session.company().store().journal(name);
        if (as != null || out != null) {
            return written(name, journal);
        }
        if (asScript) {
            List<String> lines = Playbook.of(name, journal);
            lines.forEach(session.console()::println);
            return Reply.ok().with("lines", lines);
        }
        if (milestones) {
            return story(name, Reached.in(journal));
        }
        List<Map<String, Object>> events = new ArrayList<>();
        Consumer<JournalEvent> tell = event -> {
            session.console().println(line(event));
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("step", event.step());
            fields.put("event", event.kind());
            fields.putAll(event.facts());
            events.add(fields);
        };
        if (last == null) {
            journal.forEach(tell);
        } else {
            journal.last(last).forEach(tell);
        }
        if (events.isEmpty()) {
            session.console().println("Nothing has happened to " + name + " yet.");
        }
        return Reply.ok().with("events", events);
    }

    private Reply story(String name, List<Reached> reached) {
        if (reached.isEmpty()) {
            session.console()
                    .println(name + " has not said anything worth telling yet: samples are heard at evaluations.");
        }
        Map<Long, List<String>> steps = reached.stream()
                .collect(Collectors.groupingBy(
                        Reached::step, TreeMap::new, Collectors.mapping(Reached::words, Collectors.toList())));
        steps.forEach((step, words) -> session.console()
                .println(Text.empty()
                        .quiet("step " + Figures.count(step) + ": ")
                        .plain(String.join("; ", words) + ".")));
        return Reply.ok()
                .with(
                        "milestones",
                        reached.stream()
                                .map(one ->
                                        Map.of("step", one.step(), "milestone", one.milestone(), "text", one.words()))
                                .toList());
    }

    private Reply written(String name, Journal journal) {
        if (as == null || out == null) {
            throw new Mistake("log: expected --as and --out together, such as --as csv --out " + name + ".csv; found "
                    + (as == null ? "no --as." : "no --out."));
        }
        boolean before = Files.isRegularFile(out);
        Path file = as.of(name, journal, out);
        session.console()
                .println(file + " holds the journal of " + name + (before ? ", in place of what was there." : "."));
        return Reply.ok().with("out", file);
    }

    private static Text line(JournalEvent event) {
        return Text.empty()
                .quiet(String.format(Locale.ROOT, "%,10d  ", event.step()))
                .plain(words(event));
    }

    private static String words(JournalEvent event) {
        Map<String, Object> facts = event.facts();
        return switch (event.kind()) {
            case Events.NEW ->
                "new: corpus " + facts.get("corpus") + ", recipe " + facts.get("recipe") + ", seed " + facts.get("seed")
                        + changes(facts);
            case Events.FORKED ->
                "forked from " + facts.get("parent") + ": corpus " + facts.get("corpus") + ", seed " + facts.get("seed")
                        + changes(facts);
            case Events.IMPORTED ->
                "imported from " + facts.get("path") + ": " + facts.get("architecture")
                        + ("".equals(facts.get("corpus")) ? "" : ", corpus " + facts.get("corpus")) + ", seed "
                        + facts.get("seed");
            case Events.TRAIN ->
                "train to " + whole(facts, "to") + ", schedule to " + whole(facts, "horizon") + ", "
                        + facts.get("precision") + changes(facts);
            case Events.SCHEDULE -> "schedule from " + whole(facts, "cycle_start") + " to " + whole(facts, "horizon");
            case Events.SET -> "set " + facts.get("knob") + " " + facts.get("from") + " → " + facts.get("to");
            case Events.EVALUATED ->
                "validation " + loss(facts, "validation") + ", train " + loss(facts, "train")
                        + (facts.containsKey(Events.ALSO)
                                ? ", " + facts.get(Events.ALSO) + " " + loss(facts, Events.ALSO_VALIDATION)
                                : "")
                        + (Boolean.TRUE.equals(facts.get("best")) ? ", best so far" : "");
            case Events.SAMPLED ->
                "says: " + String.valueOf(facts.get("text")).strip().replaceAll("\\s*\\n\\s*", " / ");
            case Events.COACHED -> "coach: " + facts.get("text");
            case Events.MILESTONE -> "for the first time: " + Reached.of(event).words();
            case Events.SAVED ->
                facts.get("bytes") instanceof Number bytes ? "saved, " + Figures.bytes(bytes.longValue()) : "saved";
            case Events.NAMED -> "called " + facts.get("name");
            case Events.ENDED ->
                "ended: " + facts.get("because") + (facts.containsKey("message") ? ". " + facts.get("message") : "");
            case Events.REWOUND -> "gone on from here; what came later is " + facts.get("branch");
            case Events.LOST ->
                "cut off" + (facts.get("changes") instanceof List<?> lost && !lost.isEmpty() ? "; lost: " + lost : "");
            default -> event.kind() + " " + facts;
        };
    }

    private static String changes(Map<String, Object> facts) {
        return facts.get("changes") instanceof Map<?, ?> changes && !changes.isEmpty()
                ? changes.entrySet().stream()
                        .map(e -> e.getKey() + " " + e.getValue())
                        .collect(Collectors.joining(", ", ", ", ""))
                : "";
    }

    private static String whole(Map<String, Object> facts, String key) {
        return facts.get(key) instanceof Number number ? Figures.count(number.longValue()) : "–";
    }

    private static String loss(Map<String, Object> facts, String key) {
        return Figures.loss(facts.get(key) instanceof Number number ? number.doubleValue() : Double.NaN);
    }
}
