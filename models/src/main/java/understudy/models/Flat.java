package understudy.models;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One group's update seen as a single long vector: what treats every parameter alike needs one operation instead of one
 * for each.
 *
 * @param trace where the update is written
 * @param group whose parameters these are
 * @param size how many numbers
 * @param parameters the group's buffer; writing into it changes the model
 * @param gradient scaled, and with weight decay added where the group decays
 */
record Flat(Trace trace, Group group, long size, Tensor parameters, Tensor gradient) {

    /** @param gradients the variables of the parameters' gradients, in the order of their places */
    static Flat of(Trace trace, Layout layout, Group group, List<String> gradients) {
        long size = layout.size(group);
        Tensor parameters = whole(trace, group.argument(), size);
        Tensor joined = trace.value(
                "torch.div(torch.cat([%s]), scale)",
                gradients.stream().map(g -> "torch.reshape(" + g + ", [-1])").collect(Collectors.joining(", ")));
        Tensor gradient =
                group == Group.VECTORS ? joined : trace.value("torch.add(%s, %s, alpha=decay)", joined, parameters);
        return new Flat(trace, group, size, parameters, gradient);
    }

    /** One of the optimizer's buffers for this group. */
    Tensor slot(String name) {
        return whole(trace, group.argument(name), size);
    }

    /** Parameters minus rate · direction. */
    void descend(Tensor direction) {
        trace.line("torch.add_(%s, %s, alpha=torch.neg(rate))", parameters, direction);
    }

    /** The views of a buffer lie one behind the other, the first at its beginning. */
    private static Tensor whole(Trace trace, String list, long size) {
        return trace.value("torch.as_strided(%s[0], [%d], [1])", list, size);
    }
}
