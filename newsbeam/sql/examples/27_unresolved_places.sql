-- Which names of places could not be resolved, and why?
SELECT text, resolution, count(*) AS named, count(DISTINCT article_id) AS articles, min(sentence) AS one_sentence
FROM places
WHERE resolution <> 'resolved'
GROUP BY ALL
ORDER BY named DESC, text
LIMIT 50;
