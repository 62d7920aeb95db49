package understudy.models;

import java.util.Map;
import java.util.function.Function;

/**
 * A stretch of a network into which automatic differentiation does not see, because its gradients are written out: what comes out of it is a leaf.
 *
 * @param entry what goes in, differentiable by all that made it
 * @param exit what comes out
 * @param declared how many parameters were declared up to its end
 * @param chain the chain rule through it: from the gradient of what comes out
 */
record Cut(Tensor entry, Tensor exit, int declared, Function<Tensor, Gradients> chain) {

    /**
     * @param entry the gradient of what went in
     * @param parameters those of the parameters that are used inside and nowhere else, by the name of their variable
     */
    record Gradients(Tensor entry, Map<String, Tensor> parameters) {}
}
