"""Makes the golden files of this folder with Python's tokenizers (0.23 was used), and compares a whole corpus with it.

    python make.py                                    the files here
    python make.py text FILE BYTES                    a longer text of the same kinds
    python make.py tokenizers FOLDER                  the tokenizers as DIR/NAME.json, with larger vocabularies
    python make.py check HOME/corpora/NAME [...]      that tokens.bin holds what Python makes of text.txt and tokenizer.json
"""

import json
import pathlib
import random
import struct
import sys

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

HERE = pathlib.Path(__file__).parent
END = "<|endoftext|>"

ENGLISH = "The mill by the river isn't Marta's; they'll say it's Felix who'd sold it, and I'm sure we've heard. "
KINDS = [
    ENGLISH,
    "def f(x: int) -> str:\n\treturn f\"{x!r:>10}\"  # 0x1F + 3.14e-10 != 007\n\nif __name__ == '__main__':\n    f(12345678)\n",
    "public static void main(String[] args) { int[] a = {1, 2, 3}; a[0] <<= 2; } // done\r\n",
    "Größe, naïve, Ångström, e\u0301 (combining) and \u1e9b\u0323, ﬁne, Straße, İstanbul. ",
    "人工知能は、物語を読みます。漢字とカタカナとひらがな。\n中文也在这里，没有空格。한국어 문장도 있다. ",
    "שלום עולם, מה שלומך? العربية تُكتب من اليمين إلى اليسار ١٢٣٤. हिन्दी में वाक्य। ไทยไม่มีช่องว่าง ",
    "😀 👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇩🇪 ✨\ufe0f ½ ² Ⅻ ∑∂x≤∞ € ₿ ",
    "\x00\x01\x07\x1b[31m\x7f\x85\u00a0\u2028\u200b\u202e\ufeff\ufffd\ue000 \t\t  \n \n\n   \r\r\n",
    "<|endoftext|><human>hello<bot>hi<endOfText> New York's  'S 'LL don't 'tis ''s ' s!!!???...---___\n",
    "x" * 40 + " " * 12 + "1" * 25 + "\n" * 5 + "äöü" * 9 + " ",
]


def text(length, seed=1):
    dice = random.Random(seed)
    parts = list(KINDS)
    size = sum(len(p.encode()) for p in parts)
    while size < length:
        kind = dice.choice(KINDS)
        cut = dice.randrange(len(kind))
        parts.append(kind[cut:] + kind[: dice.randrange(1, len(kind) + 1)])
        size += len(parts[-1].encode())
    return "".join(parts)


def byte_level(vocabulary, marks, **options):
    t = Tokenizer(models.BPE())
    t.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    t.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        special_tokens=marks,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
        **options,
    )
    return t, trainer


def tokenizers(source, vocabulary):
    made = {}

    t, trainer = byte_level(vocabulary, [END], min_frequency=2)
    t.train_from_iterator([source], trainer)
    made["bpe"] = t

    t, trainer = byte_level(vocabulary, [END], min_frequency=2)
    t.train_from_iterator([source], trainer)
    t.add_tokens(["New York", AddedToken("<human>", lstrip=True), AddedToken("漢字", single_word=False)])
    t.add_special_tokens([AddedToken("<bot>", rstrip=True), "<endOfText>"])
    made["added"] = t

    t = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    t.normalizer = normalizers.BertNormalizer(lowercase=True)
    t.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    t.decoder = decoders.WordPiece()
    t.train_from_iterator(
        [source],
        trainers.WordPieceTrainer(
            vocab_size=vocabulary, special_tokens=["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"], limit_alphabet=200, show_progress=False
        ),
    )
    t.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    t.enable_truncation(512)
    made["wordpiece"] = t

    t = Tokenizer(models.Unigram())
    t.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    t.pre_tokenizer = pre_tokenizers.Metaspace()
    t.decoder = decoders.Metaspace()
    t.train_from_iterator(
        [source],
        trainers.UnigramTrainer(vocab_size=vocabulary, special_tokens=["<unk>", "</s>"], unk_token="<unk>", show_progress=False),
    )
    made["unigram"] = t

    t = Tokenizer(models.BPE(byte_fallback=True, unk_token="<unk>", fuse_unk=True))
    t.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    t.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)])
    bytes_ = ["<0x%02X>" % b for b in range(256)]
    words = source.split(" ")
    t.train_from_iterator(
        ["▁" + w for w in words],
        trainers.BpeTrainer(
            vocab_size=vocabulary + 256, special_tokens=["<unk>", "<s>", "</s>"] + bytes_, limit_alphabet=120, show_progress=False
        ),
    )
    raw = json.loads(t.to_str())
    raw["added_tokens"] = raw["added_tokens"][:3]
    made["fallback"] = Tokenizer.from_str(json.dumps(raw))
    return made


def main():
    mixed = text(2500)
    (HERE / "mixed.txt").write_bytes(mixed.encode())
    golden = {}
    for name, t in tokenizers(text(20000, 2), 480).items():
        (HERE / (name + ".json")).write_text(json.dumps(json.loads(t.to_str()), ensure_ascii=True, separators=(",", ":")) + "\n")
        t.no_truncation()
        ids = t.encode(mixed, add_special_tokens=False).ids
        golden[name] = {"ids": ids, "text": t.decode(ids, skip_special_tokens=False)}
    (HERE / "ids.json").write_text(json.dumps(golden, ensure_ascii=True, separators=(",", ":")) + "\n")

    learnt = {}
    source = text(20000, 2)
    for name, vocabulary, options in [
        ("plain", 900, {"min_frequency": 2}),
        ("short", 900, {"min_frequency": 2, "max_token_length": 5}),
        ("all", 5000, {"min_frequency": 0}),
    ]:
        t, trainer = byte_level(vocabulary, [END, "<human>"], **options)
        t.train_from_iterator([source], trainer)
        learnt[name] = entry(t)
    frequent = sorted({c for c in source}, key=lambda c: (-source.count(c), ord(c)))
    kept, covered = set(), 0
    for c in frequent:
        if covered >= 0.9 * len(source):
            break
        kept.add(c)
        covered += source.count(c)
    t, trainer = byte_level(900, [END, "<human>"], min_frequency=2)
    words = pre_tokenizers.Split(
        Regex(r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"), "isolated"
    ).pre_tokenize_str(source)
    runs = []
    for word, _ in words:
        run = ""
        for c in word:
            if c in kept:
                run += c
            else:
                runs.append(run)
                run = ""
        runs.append(run)
    t.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    t.train_from_iterator([r for r in runs if r], trainer)
    learnt["covered"] = entry(t)
    (HERE / "learnt.txt").write_bytes(source.encode())
    (HERE / "learnt.json").write_text(json.dumps(learnt, ensure_ascii=True, separators=(",", ":")) + "\n")


def entry(t):
    model = json.loads(t.to_str())["model"]
    return {"vocab": len(model["vocab"]), "merges": [" ".join(m) for m in model["merges"]]}


def check(folder):
    folder = pathlib.Path(folder)
    t = Tokenizer.from_file(str(folder / "tokenizer.json"))
    t.no_truncation()
    t.no_padding()
    whole = (folder / "text.txt").read_bytes().decode()
    ids = t.encode(whole, add_special_tokens=False).ids
    raw = (folder / "tokens.bin").read_bytes()
    card = json.loads((folder / "corpus.json").read_text())
    width = 2 if max(t.get_vocab_size(), max(t.get_vocab().values()) + 1) <= 1 << 16 else 4
    found = list(struct.unpack("<%d%s" % (len(raw) // width, "H" if width == 2 else "I"), raw))
    first = next((i for i, (a, b) in enumerate(zip(ids, found)) if a != b), None)
    print(folder.name, len(whole.encode()), "bytes", len(ids), "tokens:", "same" if ids == found else "DIFFERENT at %s (%d found)" % (first, len(found)))
    return ids == found


if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    elif sys.argv[1] == "text":
        # a corpus refuses zero bytes: they mean that a file is no text
        pathlib.Path(sys.argv[2]).write_bytes(text(int(sys.argv[3]), 3).replace("\x00", "\x02").encode())
    elif sys.argv[1] == "tokenizers":
        for name, t in tokenizers(text(400000, 4), 3000).items():
            t.save(str(pathlib.Path(sys.argv[2]) / (name + ".json")))
    else:
        sys.exit(0 if all([check(f) for f in sys.argv[2:]]) else 1)
