-- What did the person with the most quotations say, in order?
SELECT published_date, source_uri, speaker_text, cue, quote, medium
FROM quotes
WHERE speaker_name = (SELECT speaker_name FROM quotes WHERE speaker_name IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1)
ORDER BY published_date, source_uri, content_start;
