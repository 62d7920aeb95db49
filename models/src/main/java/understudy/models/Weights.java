package understudy.models;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The parameters of a network while a function over it is traced. A network declares each parameter where it uses it;
 * the first tracing collects the declarations into a {@link Layout}, every tracing then finds the same parameters in
 * the same order.
 */
final class Weights {
    private final Trace trace;
    private final boolean bfloat16;
    private final String scope;
    private final List<Parameter> declared;
    private final Map<String, Integer> indices;
    /** Parameters as products take them, made once a call. */
    private final Map<String, Tensor> ready;

    private final Optional<Lora> lora;

    /** @param bfloat16 whether matrix products run in bfloat16, with single-precision parameters */
    Weights(Trace trace, boolean bfloat16) {
        this(trace, bfloat16, "", new ArrayList<>(), new HashMap<>(), new HashMap<>(), Optional.empty());
    }

    /** The parameters of a layout, for a function that does not use them in the order of the forward pass. */
    static Weights of(Trace trace, Layout layout) {
        Weights weights = new Weights(trace, false);
        layout.parameters().forEach(weights::add);
        return weights;
    }

    private Weights(
            Trace trace,
            boolean bfloat16,
            String scope,
            List<Parameter> declared,
            Map<String, Integer> indices,
            Map<String, Tensor> ready,
            Optional<Lora> lora) {
        this.trace = trace;
        this.bfloat16 = bfloat16;
        this.scope = scope;
        this.declared = declared;
        this.indices = indices;
        this.ready = ready;
        this.lora = lora;
    }

    /** The same parameters under a prefix: {@code in("h.0").vector("ln_1.weight", …)} is {@code h.0.ln_1.weight}. */
    Weights in(String name) {
        return new Weights(trace, bfloat16, scope + name + ".", declared, indices, ready, lora);
    }

    /** The same parameters, beneath adapters: they stay as they are. */
    Weights adapting(Lora adapters) {
        return new Weights(trace, bfloat16, scope, declared, indices, ready, Optional.of(adapters));
    }

    /** A vocabulary or position table [rows, columns]. */
    Tensor table(String name, Initial initial, long rows, long columns) {
        return declare(new Parameter(scope + name, Group.TABLES, initial, rows, columns));
    }

    /** The weights of a hidden linear map [rows, columns]. */
    Tensor matrix(String name, Initial initial, long rows, long columns) {
        return declare(new Parameter(scope + name, Group.MATRICES, initial, rows, columns));
    }

    /** A gain or bias [size]. */
    Tensor vector(String name, Initial initial, long size) {
        return declare(new Parameter(scope + name, Group.VECTORS, initial, size));
    }

    /** Something that no gradient reaches [size]. */
    Tensor statistic(String name, Initial initial, long size) {
        return declare(new Parameter(scope + name, Group.STATISTICS, initial, size));
    }

    /**
     * x · weightᵀ (+ bias) with a hidden matrix {@code NAME.weight} [out, in] and, if asked, {@code NAME.bias} [out]; and
     * what an adapter beside it adds.
     */
    Tensor linear(Tensor x, String name, Initial initial, int in, int out, boolean bias) {
        Tensor plain = plain(x, name, initial, in, out, bias);
        return lora.filter(adapters -> adapters.on().adapts(scope + name))
                .map(adapters -> plain.add(adapters.beside(this, x, name, in, out)))
                .orElse(plain);
    }

    private Tensor plain(Tensor x, String name, Initial initial, int in, int out, boolean bias) {
        Tensor weight = matrix(name + ".weight", initial, out, in);
        if (!bias) {
            return product(x, weight);
        }
        Tensor offset = vector(name + ".bias", Initial.ZEROS, out);
        return bfloat16 ? x.toBfloat16().linear(half(weight), half(offset)) : x.linear(weight, offset);
    }

    /** A parameter in bfloat16, made once a call. */
    private Tensor half(Tensor parameter) {
        return ready.computeIfAbsent(parameter + "'", p -> trace.constant("torch.to(%s, 15)", parameter));
    }

    /** x · weightᵀ in the precision of this tracing. The matrix is turned, and cast, once a call. */
    Tensor product(Tensor x, Tensor weight) {
        Tensor turned = ready.computeIfAbsent(
                weight.toString(), w -> trace.constant(bfloat16 ? "torch.t(torch.to(%s, 15))" : "torch.t(%s)", weight));
        return narrow(x).product(turned);
    }

    /** x in the precision of this tracing's matrix products. */
    Tensor narrow(Tensor x) {
        return bfloat16 ? x.toBfloat16() : x;
    }

    /** A thin matrix of an adapter [rows, columns]. */
    Tensor adapter(String name, Initial initial, long rows, long columns) {
        return add(new Parameter(scope + name, Group.ADAPTERS, initial, rows, columns));
    }

    private Tensor declare(Parameter parameter) {
        return add(lora.isPresent() && parameter.group().learns() ? parameter.in(Group.BASE) : parameter);
    }

    private Tensor add(Parameter parameter) {
        if (!indices.containsKey(parameter.name())) {
            indices.put(parameter.name(), declared.size());
            declared.add(parameter);
        }
        return new Tensor(trace, "p" + indices.get(parameter.name()));
    }

    /** How many parameters were declared so far. */
    int count() {
        return declared.size();
    }

    Layout layout() {
        return new Layout(declared);
    }

    /**
     * Makes the parameters p0, p1, … of the function's arguments: a list of tensors for each group.
     *
     * @param differentiable of which groups gradients will be asked for; then each is a leaf of its own
     */
    static void bind(Trace trace, Layout layout, Predicate<Group> differentiable) {
        for (Group group : layout.groups()) {
            String list = trace.inputList(group.argument());
            List<Layout.Place> places = layout.places(group);
            for (int i = 0; i < places.size(); i++) {
                String view = list + "[" + i + "]";
                trace.header("p" + places.get(i).index() + " = "
                        + (differentiable.test(group)
                                ? "torch.requires_grad_(torch.detach(" + view + "), True)"
                                : view));
            }
        }
    }
}
