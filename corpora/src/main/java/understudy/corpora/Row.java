package understudy.corpora;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One record of a file.
 *
 * @param value an object with fields, as JSON has it; or a text
 * @param where it stands: {@code entry 5 of quotes.json}
 */
record Row(JsonNode value, String where) {}
