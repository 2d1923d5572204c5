-- Which outlets report arrests, charges and sentences, of how many people, and where?
SELECT
    a.outlet, count(DISTINCT a.article_id) AS articles, count(DISTINCT (e.article_id, e.event_key)) AS events,
    list(DISTINCT e.place ORDER BY e.place) AS places, max(t.count_max) AS most_arrested
FROM articles a
JOIN what_happened e USING (article_id)
LEFT JOIN (SELECT article_id, count_max FROM tolls WHERE outcome IN ('arrested', 'captured') AND status = 'current') t USING (article_id)
WHERE e.incident_type IN ('arrest', 'charge', 'sentence') AND e.modality = 'happened'
GROUP BY ALL
ORDER BY events DESC, a.outlet;
