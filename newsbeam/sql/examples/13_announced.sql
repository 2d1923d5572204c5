-- What is announced for days after publication?
SELECT start_date, end_date, text, sentence, published_date, source_uri
FROM timeline
WHERE start_date > published_date AND end_date - start_date < 32
ORDER BY start_date, published_date, source_uri, char_start;
