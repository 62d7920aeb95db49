package understudy.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The flat memory of one {@link Group}, of parameters or of an optimizer's slot, and a view into it for each parameter.
 * Its manager owns it.
 *
 * @param group whose parameters lie in it
 * @param flat float32 [size]
 * @param views in the order of their places, each of its parameter's shape; named so that programs take them as one
 *     list
 */
record Buffer(Group group, NDArray flat, List<NDArray> views) {

    static Buffer zeros(PtNDManager memory, Layout layout, Group group, String argument) {
        return over(memory.zeros(new Shape(layout.size(group)), DataType.FLOAT32), layout, group, argument);
    }

    /**
     * Writes the values of one parameter. They are copied by the library, into its own memory: what DJL makes of a
     * direct buffer only borrows it, with whatever alignment Java gave it, on which the last bits of results can depend.
     *
     * @param values as many floats as the parameter has; on a processor a direct or mapped buffer is not copied before
     */
    void put(Engine engine, Layout.Place place, ByteBuffer values) {
        Shape shape = new Shape(place.parameter().elements());
        try (PtNDManager scope = engine.scope();
                NDArray slice = slice(flat, place)) {
            NDArray lent = scope.create(values, shape, DataType.FLOAT32);
            engine.program(PUT).run("put", false, new NDList(lent, slice));
        }
    }

    /** Copies one parameter's values from where they lay before. */
    void take(Engine engine, Layout.Place place, Buffer from, Layout.Place before) {
        try (NDArray there = slice(from.flat, before);
                NDArray here = slice(flat, place)) {
            engine.program(PUT).run("put", false, new NDList(there, here));
        }
    }

    /** In place, and nothing else: DJL's own way makes libtorch complain on standard error. */
    static final String PUT = put();

    private static String put() {
        Trace trace = new Trace("put");
        Tensor values = trace.input("values");
        Tensor into = trace.input("into");
        trace.line("torch.copy_(%s, %s)", into, values);
        return Trace.module(List.of(trace.source(into.toString())));
    }

    private static NDArray slice(NDArray flat, Layout.Place place) {
        long end = place.offset() + place.parameter().elements();
        return JniUtils.slice((PtNDArray) flat, 0, place.offset(), end, 1);
    }

    /** A copy in another manager's keeping. */
    Buffer copy(PtNDManager memory, Layout layout, String argument) {
        NDArray clone = flat.duplicate();
        clone.attach(memory);
        return over(clone, layout, group, argument);
    }

    private static Buffer over(NDArray flat, Layout layout, Group group, String argument) {
        List<NDArray> views = new ArrayList<>();
        for (Layout.Place place : layout.places(group)) {
            try (NDArray slice = slice(flat, place)) {
                NDArray view = slice.reshape(new Shape(place.parameter().shape()));
                view.setName(
                        argument + "[]"); // a list: only through one do in-place list operations reach their tensors
                views.add(view);
            }
        }
        return new Buffer(group, flat, List.copyOf(views));
    }

    NDList viewList() {
        return new NDList(views);
    }

    /** Copies the values of every parameter, under its name. */
    void scatter(Layout layout, String prefix, Map<String, HostTensor> into) {
        for (Layout.Place place : layout.places(group)) {
            into.put(prefix + place.parameter().name(), tensor(layout, place));
        }
    }

    /** A copy of one parameter's values. */
    HostTensor tensor(Layout layout, Layout.Place place) {
        NDArray view = views.get(layout.places(group).indexOf(place));
        return new HostTensor("F32", place.parameter().shape(), view.toByteBuffer());
    }

    void close() {
        views.forEach(NDArray::close);
        flat.close();
    }
}
