package understudy.corpora;

import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;

/**
 * A tokenizer of Hugging Face's Rust library, which DJL packages. Safe for use by several threads. It frees its native memory when nothing refers to it any more: tokenizers are
 * values that corpora, models and speakers share, so nobody could say who closes one.
 */
final class NativeTokenizer {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final String FLAVOR = "RUST_FLAVOR";
    private static final TokenizersLibrary LIBRARY = TokenizersLibrary.LIB;

    private final long handle;

    /** @throws CorpusException with the library's own reason if it refuses the file */
    NativeTokenizer(String json, String source) {
        load();
        this.handle = create(json, source);
        LIBRARY.disableTruncation(handle);
        LIBRARY.disablePadding(handle);
        long owned = handle;
        CLEANER.register(this, () -> LIBRARY.deleteTokenizer(owned));
    }

    private static long create(String json, String source) {
        try {
            return LIBRARY.createTokenizerFromString(json);
        } catch (RuntimeException refused) {
            throw new CorpusException(
                    source + " is not a tokenizer.json that can be used: " + refused.getMessage()
                            + "; name a Hugging Face tokenizer.json",
                    refused);
        }
    }

    /** Loads the build for the processor, so that DJL does not look for one for CUDA on the network. */
    private static void load() {
        if (System.getProperty(FLAVOR) == null) {
            System.setProperty(FLAVOR, "cpu");
        }
        try {
            LibUtils.checkStatus();
        } catch (RuntimeException | LinkageError fault) {
            throw new CorpusException(
                    "Hugging Face's tokenizers do not run on this machine: " + fault.getMessage()
                            + "; --tokenizer characters and --tokenizer bytes need none",
                    fault);
        }
    }

    /** @throws CorpusException if the vocabulary lacks something and has no token for what it lacks */
    int[] encode(String text) {
        long encoding;
        try {
            encoding = LIBRARY.encode(handle, text, false);
        } catch (RuntimeException refused) {
            throw new CorpusException(
                    "the vocabulary lacks a character of this text, and a token for what it lacks; use only characters that the corpus has",
                    refused);
        }
        try {
            long[] ids = LIBRARY.getTokenIds(encoding);
            int[] narrow = new int[ids.length];
            for (int i = 0; i < ids.length; i++) {
                narrow[i] = Math.toIntExact(ids[i]);
            }
            return narrow;
        } finally {
            LIBRARY.deleteEncoding(encoding);
            // the cleaner must not run while the library works
            Reference.reachabilityFence(this);
        }
    }
}
