-- What happened when, as one article tells it (the article with the most dated expressions)?
SELECT start_date, end_date, text, timex_mod, sentence
FROM timeline
WHERE article_id = (SELECT article_id FROM times_per_article WHERE dated < 100 ORDER BY dated DESC, article_id LIMIT 1)
ORDER BY start_date, end_date, char_start;
