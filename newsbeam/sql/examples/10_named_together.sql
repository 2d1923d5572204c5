-- Which people are named in the same sentence, and in which one first?
SELECT
    least(a.name, b.name) AS one, greatest(a.name, b.name) AS other, count(DISTINCT m.sentence) AS sentences,
    arg_min(m.sentence, (m.published_date, m.article_id, m.char_start)) AS first_sentence
FROM mentions m
JOIN mentions n ON n.article_id = m.article_id AND n.sentence = m.sentence AND n.entity_id > m.entity_id
JOIN entities a ON a.entity_id = m.entity_id AND a.entity_type = 'PERSON'
JOIN entities b ON b.entity_id = n.entity_id AND b.entity_type = 'PERSON'
WHERE a.name <> b.name
GROUP BY ALL
ORDER BY sentences DESC, one, other
LIMIT 25;
