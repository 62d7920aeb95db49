package understudy.repl.commands;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import understudy.repl.Figures;
import understudy.repl.Session;
import understudy.repl.rehearsal.FamilyTree;
import understudy.repl.terminal.Table;

@Command(
        name = "lineage",
        description = {
            "show which model comes from which: forks, and what was left aside when a model was rewound",
            "Of all models, or of those around one."
        })
final class Lineage implements ShellCommand {
    private final Session session;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "MODEL",
            description = "a model",
            completionCandidates = ModelNames.class)
    private String model;

    Lineage(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("lineage", "lineage romeo");
    }

    @Override
    public Reply call() {
        Optional<String> one = Optional.ofNullable(model)
                .map(word -> Subject.alone(session, List.of(word)).existing(session));
        FamilyTree family = session.company().family();
        List<FamilyTree.Member> roots =
                one.isPresent() ? family.around(one.get()).stream().toList() : family.roots();
        if (roots.isEmpty()) {
            session.console().println("There is no model yet: `new romeo --corpus C` builds one.");
        } else {
            table(roots).print(session.console());
        }
        return Reply.ok().with("lineage", roots.stream().map(Lineage::fields).toList());
    }

    private static Table table(List<FamilyTree.Member> roots) {
        Table table = Table.of("model", "from", ">step", ">validation", ">best", "learns");
        roots.forEach(root -> rows(root, "", "", table));
        return table;
    }

    /**
     * @param before what stands before its name
     * @param below what stands before its children's lines
     */
    private static void rows(FamilyTree.Member member, String before, String below, Table table) {
        table.row(
                before + member.name(),
                member.origin().map(Lineage::words).orElse(""),
                Figures.count(member.step()),
                Figures.loss(member.validation().orElse(Double.NaN)),
                member.bestStep().isPresent()
                        ? Figures.loss(member.best().getAsDouble()) + " @"
                                + Figures.count(member.bestStep().getAsLong())
                        : "–",
                member.corpus());
        List<FamilyTree.Member> children = member.children();
        for (int i = 0; i < children.size(); i++) {
            boolean last = i == children.size() - 1;
            rows(children.get(i), below + (last ? "└─ " : "├─ "), below + (last ? "   " : "│  "), table);
        }
    }

    private static String words(FamilyTree.Origin origin) {
        String place = "@" + Figures.count(origin.step());
        return switch (origin.how()) {
            case BRANCH -> "left aside at " + place;
            case FORK -> origin.gone() ? "forked from " + origin.model() + place + ", gone" : "forked at " + place;
        };
    }

    private static Map<String, Object> fields(FamilyTree.Member member) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", member.name());
        fields.put("parent", member.origin().map(FamilyTree.Origin::reference));
        fields.put("how", member.origin().map(origin -> origin.how() == FamilyTree.How.FORK ? "fork" : "branch"));
        fields.put("parent_gone", member.origin().map(FamilyTree.Origin::gone).orElse(false));
        fields.put("corpus", member.corpus());
        fields.put("step", member.step());
        fields.put("validation_loss", member.validation());
        fields.put("best_loss", member.best());
        fields.put("best_step", member.bestStep());
        List<Object> children = new ArrayList<>();
        member.children().forEach(child -> children.add(fields(child)));
        fields.put("children", children);
        return fields;
    }
}
