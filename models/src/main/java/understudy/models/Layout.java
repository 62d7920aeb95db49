package understudy.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Where each parameter of a network lies: one flat float buffer per {@link Group}. Matrices of one shape are
 * neighbours, so that Muon can treat them as one batch. One buffer per group makes saving, cloning, clipping and
 * updating single operations.
 */
final class Layout {
    /** A parameter and its offset, in elements, in its group's buffer. */
    record Place(Parameter parameter, int index, long offset) {}

    private final List<Parameter> declared;
    private final Map<Group, List<Place>> places = new EnumMap<>(Group.class);
    private final Map<Group, Long> sizes = new EnumMap<>(Group.class);

    /** @param declared in the order of use in the network, which numbers them in programs */
    Layout(List<Parameter> declared) {
        this.declared = List.copyOf(declared);
        for (Group group : Group.values()) {
            place(group);
        }
    }

    private void place(Group group) {
        List<Integer> members = new ArrayList<>();
        for (int i = 0; i < declared.size(); i++) {
            if (declared.get(i).group() == group) {
                members.add(i);
            }
        }
        if (members.isEmpty()) {
            return;
        }
        // stable: within one shape the order of declaration stays
        members.sort(Comparator.comparing(i -> declared.get(i).shape(), Arrays::compare));
        List<Place> placed = new ArrayList<>();
        long offset = 0;
        for (int index : members) {
            placed.add(new Place(declared.get(index), index, offset));
            offset = Math.addExact(offset, declared.get(index).elements());
        }
        places.put(group, Collections.unmodifiableList(placed));
        sizes.put(group, offset);
    }

    /** The groups that have parameters, in a fixed order. */
    List<Group> groups() {
        return List.copyOf(places.keySet());
    }

    /** Those of them that gradients reach. */
    List<Group> learning() {
        return groups().stream().filter(Group::learns).toList();
    }

    List<Place> places(Group group) {
        return places.getOrDefault(group, List.of());
    }

    /** Where the parameter of this number lies. */
    Place place(Group group, int index) {
        return places(group).stream()
                .filter(place -> place.index() == index)
                .findFirst()
                .orElseThrow();
    }

    long size(Group group) {
        return sizes.getOrDefault(group, 0L);
    }

    List<Parameter> parameters() {
        return declared;
    }

    /** How many numbers there are. */
    long elements() {
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many of them a run trains. */
    long learnt() {
        return learning().stream().mapToLong(this::size).sum();
    }

    /** How many belong to the network, trained or not: all but what only counts its batches. */
    long learnable() {
        return elements() - size(Group.STATISTICS);
    }

    /** The same parameters, of which those that are not chosen lie apart, frozen. */
    Layout freezing(Predicate<Parameter> chosen) {
        return new Layout(declared.stream()
                .map(parameter ->
                        parameter.group().learns() && !chosen.test(parameter) ? parameter.in(Group.FROZEN) : parameter)
                .toList());
    }

    /** Whether each parameter of the same network lies in the same group there. */
    boolean isLike(Layout other) {
        return declared.stream()
                .map(Parameter::group)
                .toList()
                .equals(other.declared.stream().map(Parameter::group).toList());
    }

    /** Runs of matrices that share a shape. */
    List<List<Place>> shapes(Group group) {
        List<List<Place>> runs = new ArrayList<>();
        for (Place place : places(group)) {
            List<Place> last = runs.isEmpty() ? List.of() : runs.get(runs.size() - 1);
            if (last.isEmpty()
                    || !Arrays.equals(
                            last.get(0).parameter().shape(), place.parameter().shape())) {
                last = new ArrayList<>();
                runs.add(last);
            }
            last.add(place);
        }
        return runs;
    }
}
