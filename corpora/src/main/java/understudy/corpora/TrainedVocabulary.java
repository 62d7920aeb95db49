package understudy.corpora;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import understudy.corpora.bpe.Bpe;

/** A vocabulary that was learnt here, as a {@code tokenizer.json}. */
final class TrainedVocabulary {
    private TrainedVocabulary() {}

    static String json(Bpe bpe) {
        List<String> written = new ArrayList<>(bpe.marks());
        bpe.tokens().forEach(token -> written.add(ByteAlphabet.write(token.getBytes(StandardCharsets.ISO_8859_1))));
        Map<String, Integer> vocabulary = new LinkedHashMap<>();
        written.forEach(token -> vocabulary.put(token, vocabulary.size()));
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("type", "BPE");
        model.put("vocab", vocabulary);
        model.put(
                "merges",
                bpe.merges().stream()
                        .map(pair -> written.get(pair[0]) + " " + written.get(pair[1]))
                        .collect(Collectors.toList()));
        List<Map<String, Object>> marks = new ArrayList<>();
        bpe.marks().forEach(mark -> marks.add(TokenizerFile.mark(marks.size(), mark)));
        return Json.write(
                TokenizerFile.root(marks, TokenizerFile.byteLevel(true), TokenizerFile.byteLevel(true), model));
    }
}
