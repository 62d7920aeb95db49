package understudy.repl.rehearsal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import understudy.checkpoints.Checkpoint;
import understudy.checkpoints.CheckpointCard;
import understudy.checkpoints.CheckpointStore;

/**
 * Which model comes from which: forks hang below the model whose checkpoint they began with, and what was put aside on a branch hangs below the model that went on without it.
 *
 * @param roots the models that come from no other that is still here, by name
 */
public record FamilyTree(List<Member> roots) {
    public FamilyTree {
        roots = List.copyOf(roots);
    }

    /**
     * A model and those that come from it.
     *
     * @param origin where it comes from; empty for one that was built
     * @param step where it stands
     * @param validation the last loss measured
     * @param best the lowest one
     * @param bestStep where that was
     * @param children by the step at which they left
     */
    public record Member(
            String name,
            Optional<Origin> origin,
            String corpus,
            long step,
            OptionalDouble validation,
            OptionalDouble best,
            OptionalLong bestStep,
            List<Member> children) {
        public Member {
            children = List.copyOf(children);
        }

        /** Whether a model is this one or comes from it. */
        public boolean has(String model) {
            return name.equals(model) || children.stream().anyMatch(child -> child.has(model));
        }
    }

    /**
     * Where a model left another one.
     *
     * @param how forked, or what was left aside when the other was rewound
     * @param model the other one's name: today's, or where it is gone, the one it had
     * @param step the step at which they parted
     * @param gone whether the other, or that checkpoint of it, is no longer here
     */
    public record Origin(How how, String model, long step, boolean gone) {
        public String reference() {
            return model + "@" + step;
        }
    }

    /** How a model comes from another. */
    public enum How {
        FORK,
        BRANCH
    }

    /** The tree in which a model stands. */
    public Optional<Member> around(String model) {
        return roots.stream().filter(root -> root.has(model)).findFirst();
    }

    static FamilyTree of(Company company) {
        company.settle();
        Map<String, Member> alone = new LinkedHashMap<>();
        Map<String, Map<String, Long>> branches = branches(company.store());
        for (String name : company.names()) {
            company.store()
                    .latest(name)
                    .ifPresent(latest -> alone.put(name, member(company, latest, origin(company, latest, branches))));
        }
        List<Member> roots = alone.values().stream()
                .filter(member -> parent(member, alone).isEmpty())
                .map(member -> grown(member, alone))
                .toList();
        return new FamilyTree(roots);
    }

    private static Member member(Company company, Checkpoint latest, Optional<Origin> origin) {
        Optional<Standing> here = company.resident(latest.model()).map(Resident::standing);
        Standing standing = here.orElseGet(() -> Stored.standing(latest));
        Optional<Standing.Evaluated> last = standing.validation();
        Optional<Standing.Evaluated> best = standing.best();
        return new Member(
                latest.model(),
                origin,
                latest.card().source().corpus(),
                standing.step(),
                last.map(e -> OptionalDouble.of(e.loss())).orElse(OptionalDouble.empty()),
                best.map(e -> OptionalDouble.of(e.loss())).orElse(OptionalDouble.empty()),
                best.map(e -> OptionalLong.of(e.step())).orElse(OptionalLong.empty()),
                List.of());
    }

    /** A branch shares its trunk's parent, but comes from the trunk. */
    private static Optional<Origin> origin(
            Company company, Checkpoint latest, Map<String, Map<String, Long>> branches) {
        Optional<Map.Entry<String, Long>> trunk = branches.getOrDefault(latest.model(), Map.of()).entrySet().stream()
                .min(Comparator.comparingLong(entry -> number(entry.getKey())));
        if (trunk.isPresent()) {
            return trunk.map(from -> new Origin(How.BRANCH, from.getKey(), from.getValue(), false));
        }
        return latest.card().origin().parent().map(parent -> forked(company.store(), latest.model(), parent));
    }

    private static Origin forked(CheckpointStore store, String model, CheckpointCard.Parent parent) {
        Optional<String> place = store.whereIs(parent).map(reference -> reference.replaceFirst("@.*", ""));
        return new Origin(How.FORK, place.orElseGet(() -> formerly(store, model)), parent.step(), place.isEmpty());
    }

    /** What the parent was called when the fork was made. */
    private static String formerly(CheckpointStore store, String model) {
        List<String> names = new ArrayList<>();
        store.journal(model).forEach(event -> {
            if (event.kind().equals(Events.FORKED)) {
                names.add(String.valueOf(event.facts().get("parent")).replaceFirst("@.*", ""));
            }
        });
        return names.isEmpty() ? "another model" : names.get(0);
    }

    /** By branch: the models whose journal tells of leaving it aside, and at which step. Later branches have copies of that journal, and higher numbers. */
    private static Map<String, Map<String, Long>> branches(CheckpointStore store) {
        Map<String, Map<String, Long>> branches = new TreeMap<>();
        for (String model : store.models()) {
            store.journal(model).forEach(event -> {
                Object branch = event.facts().get("branch");
                if (event.kind().equals(Events.REWOUND)
                        && branch != null
                        && number(branch.toString()) > number(model)) {
                    branches.computeIfAbsent(branch.toString(), any -> new TreeMap<>())
                            .put(model, event.step());
                }
            });
        }
        return branches;
    }

    /** 2 for {@code romeo~2}, 0 for {@code romeo}. */
    private static long number(String model) {
        String digits = model.replaceFirst("^[^~]*~?", "");
        return digits.matches("[0-9]{1,9}") ? Long.parseLong(digits) : 0;
    }

    private static Optional<String> parent(Member member, Map<String, Member> all) {
        return member.origin()
                .filter(origin -> !origin.gone())
                .map(Origin::model)
                .filter(all::containsKey);
    }

    private static Member grown(Member member, Map<String, Member> all) {
        List<Member> children = all.values().stream()
                .filter(each -> parent(each, all).equals(Optional.of(member.name())))
                .sorted(Comparator.comparingLong(
                        each -> each.origin().orElseThrow().step()))
                .map(each -> grown(each, all))
                .toList();
        return new Member(
                member.name(),
                member.origin(),
                member.corpus(),
                member.step(),
                member.validation(),
                member.best(),
                member.bestStep(),
                children);
    }
}
