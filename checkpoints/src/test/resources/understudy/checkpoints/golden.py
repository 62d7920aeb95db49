"""Writes golden.safetensors beside this file: python golden.py (needs the package safetensors, 0.8).

One tensor of every element type the Python package can write, under names that test the order of names, with one
scalar, one empty tensor and a name outside ASCII. The Java test writes the same tensors and compares bytes.
"""

import ctypes
import pathlib

from safetensors import TensorSpec, serialize


def tensor(dtype, shape, size):
    count = size
    for extent in shape:
        count *= extent
    return (dtype, shape, bytes((7 * i + 3) % 251 for i in range(count)))


TENSORS = {
    "z.weight": tensor("float32", [2, 3], 4),
    "a.weight": tensor("float32", [5], 4),
    "a.bias": tensor("float32", [], 4),
    "empty": tensor("float32", [0, 4], 4),
    "größe \"q\"\n": tensor("float32", [1], 4),
    "flag": tensor("bool", [3], 1),
    "bytes": tensor("uint8", [3], 1),
    "small": tensor("int8", [2], 1),
    "short": tensor("int16", [3], 2),
    "half": tensor("float16", [3], 2),
    "brain": tensor("bfloat16", [3], 2),
    "int": tensor("int32", [1, 1], 4),
    "long": tensor("int64", [2], 8),
    "double": tensor("float64", [2], 8),
    "e4m3": tensor("float8_e4m3fn", [3], 1),
    "e5m2": tensor("float8_e5m2", [3], 1),
    "ushort": tensor("uint16", [1], 2),
    "uint": tensor("uint32", [1], 4),
    "ulong": tensor("uint64", [1], 8),
    "complex": tensor("complex64", [1], 8),
    "scale": tensor("float8_e8m0fnu", [1], 1),
}

if __name__ == "__main__":
    file = pathlib.Path(__file__).with_name("golden.safetensors")
    held = {name: ctypes.create_string_buffer(data, max(1, len(data))) for name, (_, _, data) in TENSORS.items()}
    specs = {
        name: TensorSpec(dtype=dtype, shape=shape, data_ptr=ctypes.addressof(held[name]), data_len=len(data))
        for name, (dtype, shape, data) in TENSORS.items()
    }
    file.write_bytes(serialize(specs, metadata={"format": "pt"}))
