package understudy.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
     * In the library's own memory. What DJL makes of a direct buffer only borrows the buffer: its alignment is whatever
     * Java gave it, on which the last bits of results can depend, and copies that share its storage outlive it.
     */
    static Buffer of(PtNDManager memory, ByteBuffer values, Layout layout, Group group, String argument) {
        try (NDArray lent = memory.create(values, new Shape(layout.size(group)), DataType.FLOAT32)) {
            return over(lent.duplicate(), layout, group, argument);
        }
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
            long end = place.offset() + place.parameter().elements();
            try (NDArray slice = JniUtils.slice((PtNDArray) flat, 0, place.offset(), end, 1)) {
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

    /** Cuts a copy of the values into tensors with the parameters' names and shapes. */
    void scatter(Layout layout, String prefix, Map<String, HostTensor> into) {
        ByteBuffer all = flat.toByteBuffer();
        for (Layout.Place place : layout.places(group)) {
            Parameter parameter = place.parameter();
            into.put(prefix + parameter.name(), new HostTensor("F32", parameter.shape(), window(all, place)));
        }
    }

    /** The bytes of one parameter in a copy of the whole. */
    static ByteBuffer window(ByteBuffer all, Layout.Place place) {
        return all.slice((int) (Float.BYTES * place.offset()), (int)
                        (Float.BYTES * place.parameter().elements()))
                .order(ByteOrder.nativeOrder());
    }

    void close() {
        views.forEach(NDArray::close);
        flat.close();
    }
}
