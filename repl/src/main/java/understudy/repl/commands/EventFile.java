package understudy.repl.commands;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32C;
import understudy.checkpoints.JournalEvent;
import understudy.repl.rehearsal.Events;

/**
 * TensorBoard's event file: records of length, masked CRC-32C and an {@code Event} message (tensorflow/core/lib/io/record_writer.h; event.proto, summary.proto). A journal knows no time of
 * day, so that a step counts as a second.
 */
final class EventFile {
    private static final int MASK = 0xa282ead8;
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;
    private static final int STRING = 7;

    private final OutputStream out;

    EventFile(OutputStream out) throws IOException {
        this.out = new BufferedOutputStream(out);
        Message version = new Message();
        version.number(1, 0.0);
        version.text(3, "brain.Event:2");
        record(version);
    }

    /** Adds what the event says in numbers: losses and knobs, and samples as text. */
    void add(JournalEvent event) throws IOException {
        Map<String, Object> facts = event.facts();
        switch (event.kind()) {
            case Events.EVALUATED -> {
                scalar(event.step(), "loss/validation", facts.get("validation"));
                scalar(event.step(), "loss/train", facts.get("train"));
                if (facts.containsKey(Events.ALSO)) {
                    scalar(event.step(), "loss/" + facts.get(Events.ALSO), facts.get(Events.ALSO_VALIDATION));
                }
            }
            case Events.SET -> {
                try {
                    scalar(event.step(), "knob/" + facts.get("knob"), Double.valueOf(String.valueOf(facts.get("to"))));
                } catch (NumberFormatException word) {
                    text(event.step(), "knob/" + facts.get("knob"), String.valueOf(facts.get("to")));
                }
            }
            case Events.SAMPLED -> text(event.step(), "sample", String.valueOf(facts.get("text")));
            case Events.MILESTONE -> text(event.step(), "milestone", facts.toString());
            default -> {
                // No number in it.
            }
        }
    }

    void flush() throws IOException {
        out.flush();
    }

    private void scalar(long step, String tag, Object value) throws IOException {
        if (value instanceof Number number) {
            Message one = new Message();
            one.text(1, tag);
            one.single(2, number.floatValue());
            summary(step, one);
        }
    }

    /** A string tensor of one element, for the text plugin. */
    private void text(long step, String tag, String words) throws IOException {
        Message one = new Message();
        one.text(1, tag);
        Message size = new Message();
        size.whole(1, 1);
        Message shape = new Message();
        shape.message(2, size);
        Message tensor = new Message();
        tensor.whole(1, STRING);
        tensor.message(2, shape);
        tensor.text(8, words);
        one.message(8, tensor);
        Message plugin = new Message();
        plugin.text(1, "text");
        Message metadata = new Message();
        metadata.message(1, plugin);
        one.message(9, metadata);
        summary(step, one);
    }

    private void summary(long step, Message value) throws IOException {
        Message summary = new Message();
        summary.message(1, value);
        Message event = new Message();
        event.number(1, step);
        event.whole(2, step);
        event.message(5, summary);
        record(event);
    }

    private void record(Message message) throws IOException {
        byte[] data = message.bytes.toByteArray();
        byte[] length = little(8).putLong(data.length).array();
        out.write(length);
        out.write(little(4).putInt(masked(length)).array());
        out.write(data);
        out.write(little(4).putInt(masked(data)).array());
    }

    private static int masked(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        int crc = (int) sum.getValue();
        return (crc >>> 15 | crc << 17) + MASK;
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A protocol buffer while it is written. */
    private static final class Message {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        private void varint(long value) {
            long rest = value;
            while ((rest & ~0x7fL) != 0) {
                bytes.write((int) (rest & 0x7f | 0x80));
                rest >>>= 7;
            }
            bytes.write((int) rest);
        }

        private void key(int field, int type) {
            varint((long) field << 3 | type);
        }

        void whole(int field, long value) {
            key(field, VARINT);
            varint(value);
        }

        void number(int field, double value) {
            key(field, FIXED64);
            bytes.writeBytes(little(8).putDouble(value).array());
        }

        void single(int field, float value) {
            key(field, FIXED32);
            bytes.writeBytes(little(4).putFloat(value).array());
        }

        void text(int field, String text) {
            content(field, text.getBytes(StandardCharsets.UTF_8));
        }

        void message(int field, Message inner) {
            content(field, inner.bytes.toByteArray());
        }

        private void content(int field, byte[] content) {
            key(field, BYTES);
            varint(content.length);
            bytes.writeBytes(content);
        }
    }
}
