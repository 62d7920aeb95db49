package understudy.models;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Pickle protocol 2 of {@code __torch__.M()} with the state {@code {"training": True, NAME: tensor, …}}, where a tensor
 * is what PyTorch's own pickles have for one: {@code torch._utils._rebuild_tensor_v2} of a storage that is named and
 * lies elsewhere in the archive. (Opcodes as in Python's pickletools.)
 */
final class ModulePickle {
    private final ByteArrayOutputStream pickle = new ByteArrayOutputStream();

    private ModulePickle() {}

    static byte[] of(List<Archive.Attribute> attributes) {
        return new ModulePickle().module(attributes);
    }

    private byte[] module(List<Archive.Attribute> attributes) {
        bytes(0x80, 2);
        global("__torch__", "M");
        bytes(')', 0x81, '}', '('); // EMPTY_TUPLE NEWOBJ EMPTY_DICT MARK
        text("training");
        bytes(0x88); // NEWTRUE
        for (int i = 0; i < attributes.size(); i++) {
            text(attributes.get(i).name());
            tensor(i, attributes.get(i));
        }
        bytes('u', 'b', '.'); // SETITEMS BUILD STOP
        return pickle.toByteArray();
    }

    private void tensor(int number, Archive.Attribute attribute) {
        global("torch._utils", "_rebuild_tensor_v2");
        bytes('('); // MARK: the arguments
        bytes('('); // MARK: the storage's name
        text("storage");
        global("torch", "FloatStorage");
        text(Integer.toString(number));
        text("cpu");
        number(attribute.elements());
        bytes('t', 'Q'); // TUPLE BINPERSID
        number(0); // offset
        long[] shape = attribute.shape();
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= shape[i];
        }
        tuple(shape);
        tuple(strides);
        bytes(0x89); // NEWFALSE: wants no gradient
        global("collections", "OrderedDict");
        bytes(')', 'R'); // EMPTY_TUPLE REDUCE: no hooks
        bytes('t', 'R'); // TUPLE REDUCE
    }

    private void tuple(long[] numbers) {
        bytes('(');
        for (long number : numbers) {
            number(number);
        }
        bytes('t');
    }

    private void global(String module, String name) {
        pickle.writeBytes(("c" + module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        bytes('X');
        pickle.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(utf8.length)
                .array());
        pickle.writeBytes(utf8);
    }

    private void number(long number) {
        if (number == (int) number) {
            bytes('J'); // BININT
            pickle.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt((int) number)
                    .array());
        } else {
            bytes(0x8a, Long.BYTES); // LONG1
            pickle.writeBytes(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(number)
                    .array());
        }
    }

    private void bytes(int... codes) {
        for (int code : codes) {
            pickle.write(code);
        }
    }
}
