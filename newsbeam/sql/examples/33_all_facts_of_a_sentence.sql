-- What was made of one sentence: every fact that points at it (the sentence with the most facts)?
SELECT dataset, char_start, char_end, text, reading, sentence
FROM evidence
WHERE (article_id, sentence) = (
    SELECT (article_id, sentence) FROM evidence WHERE length(sentence) < 500 GROUP BY ALL ORDER BY count(*) DESC, min(fact_id) LIMIT 1
)
ORDER BY char_start, char_end DESC, dataset;
